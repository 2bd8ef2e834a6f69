using System.Buffers;

namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>Makes an entry seekable: small ones in memory, others in a temporary file that is gone when it is closed.</summary>
internal static class Spool
{
    private const int InMemory = 512 * 1024;
    private const int BufferSize = 64 * 1024;

    public static async ValueTask<Stream> OfAsync(Stream entry, Inspection inspection, CancellationToken cancellationToken)
    {
        Stream spool = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int count;
            while ((count = await ReadAsync(entry, buffer, inspection, cancellationToken)) > 0)
            {
                if (spool.Length + count > inspection.Limits.MaxNestedBytes)
                {
                    throw new InspectionEndedException(NotScannedReason.Limits);
                }

                spool = Write(spool, buffer.AsSpan(0, count));
            }
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        spool.Position = 0;
        return spool;
    }

    private static async ValueTask<int> ReadAsync(Stream entry, byte[] buffer, Inspection inspection, CancellationToken cancellationToken)
    {
        try
        {
            return await entry.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException)
        {
            // What came before the damage is looked at all the same: unpackers write it too.
            inspection.Miss(NotScannedReason.Corrupt);
            return 0;
        }
    }

    /// <summary>A disk that is full or not ours is no fault of the file, which is read from elsewhere.</summary>
    private static Stream Write(Stream spool, ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (spool is MemoryStream memory && memory.Length + bytes.Length > InMemory)
            {
                spool = TemporaryFile();
                memory.WriteTo(spool);
            }

            spool.Write(bytes);
            return spool;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            spool.Dispose();
            throw new InspectionEndedException(NotScannedReason.EngineUnavailable);
        }
    }

    private static FileStream TemporaryFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path.Combine(Path.GetTempPath(), $"vigil-{Path.GetRandomFileName()}"), options);
    }
}
