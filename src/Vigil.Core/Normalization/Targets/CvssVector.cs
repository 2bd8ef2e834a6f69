namespace Vigil.Core.Normalization.Targets;

/// <summary>Base scores of CVSS 3.0 and 3.1, by the formula of the specification, for senders that tell the vector alone.</summary>
internal static class CvssVector
{
    /// <summary>Not a number where the vector is of another version, lacks a metric or has a value that there is not.</summary>
    public static double BaseScore(string? vector)
    {
        if (vector?.StartsWith("CVSS:3.", StringComparison.OrdinalIgnoreCase) != true)
        {
            return double.NaN;
        }

        var metrics = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in vector.Split('/').Skip(1))
        {
            if (part.Split(':') is not [var metric, var value] || !metrics.TryAdd(metric, value.ToUpperInvariant()))
            {
                return double.NaN;
            }
        }

        string Of(string metric) => metrics.GetValueOrDefault(metric, "");
        double Loss(string metric) => Of(metric) switch { "H" => 0.56, "L" => 0.22, "N" => 0, _ => double.NaN };
        var changed = Of("S") switch { "C" => true, "U" => false, _ => (bool?)null };
        var exploitability = 8.22
            * Of("AV") switch { "N" => 0.85, "A" => 0.62, "L" => 0.55, "P" => 0.2, _ => double.NaN }
            * Of("AC") switch { "L" => 0.77, "H" => 0.44, _ => double.NaN }
            * (Of("PR"), changed) switch { ("N", _) => 0.85, ("L", true) => 0.68, ("L", _) => 0.62, ("H", true) => 0.5, ("H", _) => 0.27, _ => double.NaN }
            * Of("UI") switch { "N" => 0.85, "R" => 0.62, _ => double.NaN };
        var lost = 1 - ((1 - Loss("C")) * (1 - Loss("I")) * (1 - Loss("A")));
        var impact = changed switch
        {
            true => (7.52 * (lost - 0.029)) - (3.25 * Math.Pow(lost - 0.02, 15)),
            false => 6.42 * lost,
            null => double.NaN,
        };
        return double.IsNaN(impact + exploitability) ? double.NaN
            : impact <= 0 ? 0
            : RoundUp(Math.Min((changed == true ? 1.08 : 1) * (impact + exploitability), 10));
    }

    /// <summary>Up to one decimal, without what floating point adds to a number that is one already.</summary>
    private static double RoundUp(double score)
    {
        var hundredThousandths = (long)Math.Round(score * 100_000);
        return hundredThousandths % 10_000 == 0 ? hundredThousandths / 100_000.0 : ((hundredThousandths / 10_000) + 1) / 10.0;
    }
}
