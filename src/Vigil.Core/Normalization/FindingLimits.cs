namespace Vigil.Core.Normalization;

/// <summary>How much of an alert a finding holds. What is cut is told by <c>metadata.is_truncated</c>; the whole stays in the stored alert.</summary>
public static class FindingLimits
{
    /// <summary>Characters of <c>finding_info.title</c>.</summary>
    public const int Title = 512;

    /// <summary>Characters of descriptions, messages and command lines.</summary>
    public const int LongText = 8 * 1024;

    /// <summary>Characters of every other text, observables among them.</summary>
    public const int Text = 1024;

    /// <summary>Elements of any list.</summary>
    public const int ListItems = 100;

    /// <summary>Bytes of JSON carried whole, such as <c>evidences[].data</c>.</summary>
    public const int JsonBytes = 16 * 1024;

    /// <summary>Bytes of <c>unmapped</c>.</summary>
    public const int UnmappedBytes = 32 * 1024;

    /// <summary>Levels of JSON carried whole and of <c>unmapped</c>, and of objects taken over as they are: far enough below the 64 that readers allow,
    /// wherever the finding itself is put.</summary>
    public const int JsonDepth = 32;

    /// <summary>Characters of the label that an ignored delivery or record is counted under.</summary>
    public const int Label = 64;
}
