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

    /// <summary>
    /// The header as it is stored, with fewer findings, observables, techniques, comments or contributions where it would be too large. What is
    /// left then is bounded where it is entered; were it not, the header would be stored too large rather than not at all.
    /// </summary>
    public static (IncidentHeader Header, byte[] Json) Fit(IncidentHeader header)
    {
        while (true)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(header, IncidentJson.Default.IncidentHeader);
            if (json.Length <= MaxBytes || Less(header) is not { } less)
            {
                return (header, json);
            }

            header = less;
        }
    }

    /// <summary>Null when there is nothing left to leave out.</summary>
    private static IncidentHeader? Less(IncidentHeader header)
    {
        var content = header.Content;
        if (content.Findings.Count > 1 || content.Observables.Count > 0 || content.Attacks.Count > 0)
        {
            return header with
            {
                Content = content with
                {
                    Findings = [.. content.Findings.Take(Math.Max(1, content.Findings.Count / 2))],
                    Observables = [.. content.Observables.Take(content.Observables.Count / 2)],
                    Attacks = [.. content.Attacks.Take(content.Attacks.Count / 2)],
                },
            };
        }

        if (header.Triage.LastComments.Count > 0)
        {
            return header with { Triage = header.Triage with { LastComments = [] } };
        }

        // The receipt loses contributions last: without them the score cannot be recomputed.
        var contributions = content.Receipt.Contributions;
        return contributions.Count == 0
            ? null
            : header with
            {
                Content = content with { Receipt = content.Receipt with { Contributions = [.. contributions.Take(contributions.Count / 2)] } },
            };
    }
}
