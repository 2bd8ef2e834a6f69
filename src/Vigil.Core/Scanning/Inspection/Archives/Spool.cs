namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>Makes an entry seekable: small ones in memory, others in a temporary file that is gone when it is closed.</summary>
internal static class Spool
{
    private const int InMemory = 512 * 1024;

    public static async ValueTask<Stream> OfAsync(Stream entry, Inspection inspection, CancellationToken cancellationToken)
    {
        Stream spool = new MemoryStream();
        try
        {
            var buffer = new byte[64 * 1024];
            int count;
            while ((count = await entry.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (spool.Length + count > inspection.Limits.MaxNestedBytes)
                {
                    throw new InspectionEndedException(NotScannedReason.Limits);
                }

                if (spool is MemoryStream memory && memory.Length + count > InMemory)
                {
                    spool = TemporaryFile();
                    memory.WriteTo(spool);
                }

                spool.Write(buffer, 0, count);
            }
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }

        spool.Position = 0;
        return spool;
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
