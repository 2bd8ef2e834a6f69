using System.CommandLine;
using Vigil.Cli.Up;

namespace Vigil.Cli.Shared;

/// <summary>The option that names the data directory.</summary>
internal static class DataOption
{
    public static Option<DirectoryInfo> Create() => new("--data")
    {
        Description = "Where alerts, findings and incidents are kept (also VIGIL_DATA)",
        DefaultValueFactory = _ => new DirectoryInfo(Environment.GetEnvironmentVariable("VIGIL_DATA") ?? UpSettings.DefaultDataDirectory),
    };
}
