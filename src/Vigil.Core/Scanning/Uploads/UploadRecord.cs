using System.Text.Json;
using System.Text.Json.Serialization;
using Vigil.Core.Scanning.Releases;

namespace Vigil.Core.Scanning.Uploads;

/// <summary>All that is known of an upload: <c>scans/{uploadId}</c>. The verdict stands here before anything follows from it.</summary>
/// <param name="Blob">Its name in <c>uploads/</c>.</param>
/// <param name="ETag">The version of the blob that all of this is about.</param>
/// <param name="Name">As its uploader called it: hostile text, never a path or the name of a blob.</param>
/// <param name="DeclaredType">Media type as stated.</param>
/// <param name="Sha256">As hashed while it came in; null for a file that was dropped into storage.</param>
/// <param name="Uploader">Null for a file that was dropped into storage.</param>
/// <param name="Attempts">Scans that came to nothing because an engine was away.</param>
/// <param name="DueAt">When its message comes at the latest; later than that it is stuck.</param>
/// <param name="Delivered">What a scanner that reports by events said of this version.</param>
/// <param name="Verdict">Decided, for this version.</param>
/// <param name="SettledAt">When all that follows from the verdict was done.</param>
public sealed record UploadRecord(
    string UploadId,
    string Blob,
    string ETag,
    string Name,
    string? DeclaredType,
    long Length,
    string? Sha256,
    UploadUser? Uploader,
    DateTimeOffset ReceivedAt,
    UploadState State,
    int Attempts,
    DateTimeOffset DueAt,
    EngineAnswer? Delivered,
    UploadVerdict? Verdict,
    DateTimeOffset? SettledAt)
{
    /// <summary>Set when a person let the file go against its verdict.</summary>
    public UploadRelease? Release { get; init; }

    /// <summary>Ids of the alerts that its verdicts raised: as long as an incident needs one of them, the file stays. Null where there was none.</summary>
    public IReadOnlyList<string>? Alerts { get; init; }

    /// <summary>How often its message was taken for lost and sent again: a file that ends every process that looks at it must not do so for ever.</summary>
    public int Resent { get; init; }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, UploadJson.Default.UploadRecord);

    public static UploadRecord Parse(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, UploadJson.Default.UploadRecord)!;

    /// <summary>The id of the upload that a blob in <c>uploads/</c> is.</summary>
    public static string IdOf(string blob) => DeterministicId.IsWellFormed(blob) ? blob : DeterministicId.Of("drop", blob);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UploadRecord))]
[JsonSerializable(typeof(EngineAnswer))]
internal sealed partial class UploadJson : JsonSerializerContext;
