using Azure.Messaging.ServiceBus;

namespace Vigil.ServiceBus;

/// <summary>A message in hand, with the receiver that alone can settle it.</summary>
/// <param name="Released">Cancelled when it is settled.</param>
internal sealed record HeldMessage(ServiceBusReceiver Receiver, ServiceBusReceivedMessage Message, CancellationTokenSource Released);
