using Vigil.Core.Ports;

namespace Vigil.Core.Retention;

/// <summary>Which blobs of a container go.</summary>
/// <param name="Name">For the count and for where the last round stopped; as in <c>alerts</c>.</param>
/// <param name="Before">Only what was created before is looked at; the store's clock.</param>
/// <param name="IsDueAsync">Asked right before a blob of that age is deleted, by the ETag it was listed with.</param>
/// <param name="AfterwardsAsync">What goes with the blob, once that is deleted.</param>
internal sealed record ExpiryRule(
    string Name,
    string Container,
    string Prefix,
    DateTimeOffset Before,
    Func<BlobInfo, CancellationToken, ValueTask<bool>> IsDueAsync,
    Func<BlobInfo, CancellationToken, ValueTask>? AfterwardsAsync = null);
