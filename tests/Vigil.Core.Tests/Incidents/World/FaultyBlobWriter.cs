using Vigil.Core.Ports;

namespace Vigil.Core.Tests.Incidents.World;

internal sealed class FaultyBlobWriter(BlobWriter inner, Faults faults) : BlobWriter
{
    public BlobWriter Inner => inner;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        await faults.CallAsync(async () =>
        {
            await inner.WriteAsync(bytes, cancellationToken);
            return true;
        });

    public override ValueTask<BlobWrite> CommitAsync(IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken) =>
        faults.CallAsync(() => inner.CommitAsync(metadata, cancellationToken));

    public override ValueTask DisposeAsync() => inner.DisposeAsync();
}
