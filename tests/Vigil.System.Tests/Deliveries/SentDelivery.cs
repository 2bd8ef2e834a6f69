using System.Text.Json;
using Vigil.Cli.Send;

namespace Vigil.SystemTests.Deliveries;

/// <summary>What became of a delivery.</summary>
/// <param name="Trace">The whole way of its alert, once that is done; null when it is none.</param>
internal sealed record SentDelivery(DeliveryAnswer Answer, JsonElement? Trace);
