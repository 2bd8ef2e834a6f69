using System.Text.Json;

namespace Vigil.Core.Incidents.Headers;

/// <summary>Keeps a header within its size, whatever the findings hold: what is worth least goes first.</summary>
internal static class HeaderLimits
{
    /// <summary>Largest header, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    public const int MaxFindings = 100;
    public const int MaxObservables = 50;
    public const int MaxAttacks = 50;

    /// <summary>The header as it is stored, with fewer findings, observables, techniques or contributions where it would be too large.</summary>
    public static (IncidentHeader Header, byte[] Json) Fit(IncidentHeader header)
    {
        while (true)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(header, IncidentJson.Default.IncidentHeader);
            if (json.Length <= MaxBytes)
            {
                return (header, json);
            }

            header = header with { Content = Halve(header.Content) };
        }
    }

    private static IncidentContent Halve(IncidentContent content)
    {
        // The receipt loses contributions last: without them the score cannot be recomputed.
        if (content.Findings.Count + content.Observables.Count + content.Attacks.Count > 1)
        {
            return content with
            {
                Findings = [.. content.Findings.Take(Math.Max(1, content.Findings.Count / 2))],
                Observables = [.. content.Observables.Take(content.Observables.Count / 2)],
                Attacks = [.. content.Attacks.Take(content.Attacks.Count / 2)],
            };
        }

        var contributions = content.Receipt.Contributions;
        return content with { Receipt = content.Receipt with { Contributions = [.. contributions.Take(contributions.Count / 2)] } };
    }
}
