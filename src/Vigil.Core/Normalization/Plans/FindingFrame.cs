using Vigil.Core.Ocsf;

namespace Vigil.Core.Normalization.Plans;

/// <summary>What every finding carries, whoever sent it.</summary>
internal static class FindingFrame
{
    /// <summary><c>finding_info.uid</c> until the finding's id is known.</summary>
    public const string UidPlaceholder = "";

    private const int StatusNew = 1;
    private const int StatusResolved = 4;
    private const int Sha256 = 3;

    public static DetectionFinding Begin(ProductName product) => new()
    {
        ActivityId = OcsfClass.ActivityCreate,
        CategoryUid = OcsfClass.FindingsCategory,
        CategoryName = OcsfClass.FindingsCategoryName,
        ClassUid = OcsfClass.DetectionFinding,
        ClassName = OcsfClass.DetectionFindingName,
        TypeUid = 0,
        Time = 0,
        SeverityId = 0,
        Metadata = new Metadata { Version = OcsfClass.SchemaVersion, Product = new Product { Name = product.Name, VendorName = product.Vendor } },
        FindingInfo = new FindingInfo { Uid = UidPlaceholder },
    };

    public static void SetActivity(DetectionFinding finding, int activity)
    {
        finding.ActivityId = activity;
        finding.ActivityName = OcsfClass.ActivityName(activity);
        finding.TypeUid = OcsfClass.TypeUid(OcsfClass.DetectionFinding, activity);
        finding.TypeName = $"{OcsfClass.DetectionFindingName}: {finding.ActivityName}";
        if (finding.StatusId is null)
        {
            finding.StatusId = activity == OcsfClass.ActivityClose ? StatusResolved : StatusNew;
            finding.Status = activity == OcsfClass.ActivityClose ? "Resolved" : "New";
        }
    }

    public static void SetSeverity(DetectionFinding finding, int severity)
    {
        finding.SeverityId = severity;
        finding.Severity = OcsfClass.SeverityName(severity);
    }

    /// <param name="confidence">0 to 1.</param>
    public static void SetConfidence(DetectionFinding finding, double? confidence)
    {
        if (confidence is { } value)
        {
            finding.ConfidenceScore = (int)Math.Round(value * 100);
            finding.ConfidenceId = value < 1.0 / 3 ? 1 : value < 2.0 / 3 ? 2 : 3;
            finding.Confidence = OcsfClass.ConfidenceName(finding.ConfidenceId.Value);
        }
    }

    public static void SetDigest(DetectionFinding finding, byte[] digest, int size)
    {
        finding.RawDataHash = new Fingerprint { AlgorithmId = Sha256, Algorithm = "SHA-256", Value = Convert.ToHexStringLower(digest) };
        finding.RawDataSize = size;
    }

    public static void SetMetadata(DetectionFinding finding, AlertContext alert, string? sourceId, string? eventName, bool truncated)
    {
        var received = alert.ReceivedAt.ToUnixTimeMilliseconds();
        var metadata = finding.Metadata;
        metadata.Version = OcsfClass.SchemaVersion;
        metadata.TenantUid = alert.Tenant.Length > 0 ? alert.Tenant : null;
        metadata.OriginalEventUid ??= sourceId;
        metadata.EventCode ??= eventName;
        metadata.LoggedTime ??= received;
        metadata.ProcessedTime = received;
        metadata.IsTruncated = truncated ? true : null;
        metadata.Profiles = ProfilesOf(finding);
    }

    /// <summary>OCSF wants to be told which optional parts of the schema a finding uses.</summary>
    private static List<string>? ProfilesOf(DetectionFinding finding)
    {
        var profiles = new List<string>(3);
        if (finding.Cloud is not null)
        {
            profiles.Add("cloud");
        }

        if (finding.ActionId is not null || finding.DispositionId is not null)
        {
            profiles.Add("security_control");
        }

        if (finding.Device?.Container is not null || finding.Evidences?.Any(UsesContainer) == true)
        {
            profiles.Add("container");
        }

        return profiles.Count > 0 ? profiles : null;
    }

    private static bool UsesContainer(Evidence evidence) =>
        UsesContainer(evidence.Process) || UsesContainer(evidence.Actor?.Process) || evidence.Device?.Container is not null;

    private static bool UsesContainer(Process? process) => process is not null && (process.Container is not null || UsesContainer(process.ParentProcess));
}
