using System.CommandLine;
using Vigil.Cli.Up;

namespace Vigil.Cli.Shared;

/// <summary>The options of every command that talks to a running Vigil.</summary>
internal sealed class ServerOptions
{
    private readonly Option<Uri> _server = new("--server")
    {
        Description = "Address of Vigil (also VIGIL_SERVER)",
        DefaultValueFactory = _ => new Uri(Environment.GetEnvironmentVariable("VIGIL_SERVER") ?? $"http://127.0.0.1:{UpSettings.DefaultPort}"),
        Recursive = true,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON", Recursive = true };

    public void AddTo(Command command)
    {
        command.Add(_server);
        command.Add(_json);
    }

    public Uri Address(ParseResult result) => result.GetRequiredValue(_server);

    public VigilClient Connect(ParseResult result) =>
        new(Address(result), Environment.GetEnvironmentVariable("VIGIL_TOKEN"));

    public bool Json(ParseResult result) => result.GetValue(_json);
}
