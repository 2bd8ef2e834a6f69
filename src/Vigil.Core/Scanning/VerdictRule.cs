namespace Vigil.Core.Scanning;

/// <summary>Makes one verdict of the answers of all engines.</summary>
public static class VerdictRule
{
    /// <summary>
    /// The worst answer counts, with two rules beside it. A file is clean only if an engine with signatures of its own looked at it, unless the policy
    /// says that inspection suffices. And what one engine cannot open by its format is no fault where another one, with signatures, opened it.
    /// </summary>
    /// <param name="signatureEngines">Names of the engines that count as such.</param>
    /// <param name="inspectionSuffices">Policy: files are clean without such an engine too. Default elsewhere is no.</param>
    public static FileVerdict Of(IReadOnlyList<EngineAnswer> answers, IReadOnlySet<string> signatureEngines, bool inspectionSuffices)
    {
        var isVouched = answers.Any(a => a.Verdict == ScanVerdict.Clean && signatureEngines.Contains(a.Engine));
        var counted = answers.Where(a => !(isVouched && a.Reason == NotScannedReason.Unsupported)).ToList();
        var worst = counted.Count == 0 ? ScanVerdict.NotScanned : counted.Max(a => a.Verdict);
        return worst switch
        {
            ScanVerdict.Clean when isVouched || inspectionSuffices => new FileVerdict(ScanVerdict.Clean, [], null, answers),
            ScanVerdict.Clean => new FileVerdict(ScanVerdict.NotScanned, [], NotScannedReason.EngineUnavailable, answers),
            ScanVerdict.NotScanned => new FileVerdict(
                worst, [], counted.Select(a => a.Reason).FirstOrDefault(r => r is not null) ?? NotScannedReason.EngineUnavailable, answers),
            _ => new FileVerdict(
                worst, [.. counted.Where(a => a.Verdict == worst).SelectMany(a => a.Findings).Distinct()], null, answers),
        };
    }
}
