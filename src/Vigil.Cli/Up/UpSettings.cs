using System.Net;
using Vigil.Cli.Shared;

namespace Vigil.Cli.Up;

/// <summary>Where the one-machine head keeps its data and listens.</summary>
/// <param name="Port">0 takes any free port.</param>
internal sealed record UpSettings(string DataDirectory, IPAddress Address, int Port, StorageChoice Storage)
{
    public const int DefaultPort = 7071;

    /// <summary>Under the user's local application data, so that it survives a new clone.</summary>
    public static string DefaultDataDirectory => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "vigil");
}
