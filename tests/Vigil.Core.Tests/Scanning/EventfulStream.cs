namespace Vigil.Core.Tests.Scanning;

/// <summary>Lets something happen when it was read to a place.</summary>
internal sealed class EventfulStream(byte[] content, long at, Func<Task> happen) : MemoryStream(content, writable: false)
{
    private bool _happened;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= at && !_happened)
        {
            _happened = true;
            await happen();
        }

        return await base.ReadAsync(buffer, cancellationToken);
    }
}
