using System.CommandLine;
using System.CommandLine.Parsing;

namespace Vigil.Cli.DeadLetters;

/// <summary>The options that choose among dead letters.</summary>
internal sealed class LetterFilter
{
    private readonly (string Name, Option<string?> Option)[] _options =
    [
        ("reason", new("--reason") { Description = "Only those with this reason, as in record-unmapped" }),
        ("stage", new("--stage") { Description = "Only those of this queue, or of single records (record)" }),
        ("since", new("--since") { Description = "Only those set aside at or after this RFC 3339 time" }),
    ];

    public void AddTo(Command command)
    {
        foreach (var (_, option) in _options)
        {
            command.Add(option);
        }
    }

    public bool IsGiven(CommandResult result) => _options.Any(o => result.GetValue(o.Option) is not null);

    /// <summary>As the API's query string.</summary>
    public string Query(ParseResult result) => string.Join('&', _options
        .Select(o => (o.Name, Value: result.GetValue(o.Option))).Where(o => o.Value is not null)
        .Select(o => $"{o.Name}={Uri.EscapeDataString(o.Value!)}"));
}
