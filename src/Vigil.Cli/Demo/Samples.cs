namespace Vigil.Cli.Demo;

/// <summary>Sample alerts and assets, embedded in the assembly.</summary>
internal static class Samples
{
    public const string Assets = "assets.csv";

    public static Stream Open(string name) =>
        typeof(Samples).Assembly.GetManifestResourceStream("samples/" + name)
        ?? throw new FileNotFoundException($"The sample {name} is not in the build.");

    public static byte[] Read(string name)
    {
        using var stream = Open(name);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
