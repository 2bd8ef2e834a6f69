using System.Globalization;
using Vigil.Cli.Shared;
using Vigil.Core.Ocsf;

namespace Vigil.Cli.Triage;

/// <summary>Evidence in one line each: what ran, on which file, from where to where, as whom. What alerts contain is cleaned.</summary>
internal static class EvidenceText
{
    private const int MaxLines = 6;
    private const int MaxPart = 200;

    public static IEnumerable<string> Lines(IEnumerable<Evidence> evidences) =>
        evidences.Select(Line).Where(l => l.Length > 0).Distinct().Take(MaxLines);

    private static string Line(Evidence evidence)
    {
        var process = evidence.Process ?? evidence.Actor?.Process;
        var user = evidence.User ?? evidence.Actor?.User ?? process?.User;
        (string Name, string? Value)[] parts =
        [
            ("process", First(process?.CmdLine, process?.Path, process?.File?.Path, process?.Name)),
            ("file", First(evidence.File?.Path, evidence.File?.Name)),
            ("network", Connection(evidence.SrcEndpoint, evidence.DstEndpoint)),
            ("user", First(user?.Name, user?.EmailAddr, user?.Uid)),
        ];
        return string.Join("; ", parts.Where(p => p.Value is not null).Select(p => $"{p.Name}: {Short(TerminalText.Clean(p.Value))}"));
    }

    private static string? Connection(NetworkEndpoint? source, NetworkEndpoint? destination) =>
        (Endpoint(source), Endpoint(destination)) is var (from, to) && (from ?? to) is not null ? $"{from ?? "?"} → {to ?? "?"}" : null;

    private static string? Endpoint(NetworkEndpoint? endpoint)
    {
        var host = First(endpoint?.Ip, endpoint?.Hostname, endpoint?.Name);
        return host is not null && endpoint?.Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"{host}:{port}") : host;
    }

    private static string? First(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrEmpty(text))
            {
                return text;
            }
        }

        return null;
    }

    private static string Short(string text)
    {
        if (text.Length <= MaxPart)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[MaxPart - 2]) ? MaxPart - 2 : MaxPart - 1;
        return text[..end] + "…";
    }
}
