namespace Vigil.Cli.Shared;

/// <summary>A directory of its own that goes when it is disposed.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    public ScratchDirectory(string? parent = null)
    {
        if (parent is null)
        {
            Path = System.IO.Directory.CreateTempSubdirectory("vigil-").FullName;
        }
        else
        {
            Path = System.IO.Path.Combine(parent, $"vigil-scratch-{Environment.ProcessId}");
            System.IO.Directory.CreateDirectory(Path);
        }
    }

    public string Path { get; }

    public void Dispose() => System.IO.Directory.Delete(Path, recursive: true);
}
