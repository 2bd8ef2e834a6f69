using System.CommandLine;
using Vigil.Cli.Up;

namespace Vigil.Cli.Shared;

/// <summary>The options of every command that talks to a running Vigil.</summary>
internal sealed class ServerOptions
{
    private readonly Option<string> _server = new("--server")
    {
        Description = "Address of Vigil (also VIGIL_SERVER)",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("VIGIL_SERVER") ?? $"http://127.0.0.1:{UpSettings.DefaultPort}",
        Recursive = true,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON", Recursive = true };

    public void AddTo(Command command)
    {
        command.Add(_server);
        command.Add(_json);
    }

    /// <exception cref="CliException">It is no address.</exception>
    public Uri Address(ParseResult result) =>
        Uri.TryCreate(result.GetRequiredValue(_server), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new CliException($"'{result.GetRequiredValue(_server)}' is no address of Vigil; write it as in http://127.0.0.1:{UpSettings.DefaultPort}.");

    public VigilClient Connect(ParseResult result) =>
        new(Address(result), Environment.GetEnvironmentVariable("VIGIL_TOKEN"));

    public bool Json(ParseResult result) => result.GetValue(_json);
}
