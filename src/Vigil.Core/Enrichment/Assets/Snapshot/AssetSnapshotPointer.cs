using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vigil.Core.Enrichment.Assets.Snapshot;

/// <summary>Content of <c>reference/assets/current</c>: which snapshot is the inventory.</summary>
/// <param name="Sha256">Trailer of the snapshot, lower-case hex.</param>
internal sealed record AssetSnapshotPointer(string Version, string Sha256, DateTimeOffset ImportedAt, int Assets)
{
    public static AssetSnapshotPointer To(ReadOnlySpan<byte> snapshot, int assets, DateTimeOffset importedAt) => new(
        AssetSnapshot.VersionOf(snapshot), Convert.ToHexStringLower(snapshot[^SnapshotFormat.TrailerBytes..]), importedAt, assets);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, AssetSnapshotPointerJson.Default.AssetSnapshotPointer);

    /// <summary>Null for anything that is no pointer of ours.</summary>
    public static AssetSnapshotPointer? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, AssetSnapshotPointerJson.Default.AssetSnapshotPointer);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AssetSnapshotPointer))]
internal sealed partial class AssetSnapshotPointerJson : JsonSerializerContext;
