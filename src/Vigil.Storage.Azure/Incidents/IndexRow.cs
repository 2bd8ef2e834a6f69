using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vigil.Core.Incidents;
using Vigil.Core.Ports;

namespace Vigil.Storage.Azure.Incidents;

/// <summary>
/// A row of the index as an empty blob: the name sorts as lists do (open before closed, priority and score descending, id), the metadata hold the
/// summary. Its place, <c>ids/{incident}</c>, tells where the incident's row is.
/// </summary>
internal static class IndexRow
{
    public const string Open = "open/";
    public const string Closed = "closed/";
    public const string Place = "ids/";

    private const string SummaryKey = "summary";
    private const string RevisionKey = "revision";
    private const int MaxSummary = 7 * 1024;
    private const int MaxRank = 999_999;

    public static string NameOf(IncidentSummary summary)
    {
        var rank = MaxRank - (int)Math.Round(Math.Clamp(summary.Score, 0, 100) * 1_000);
        var priority = 9 - Math.Clamp(summary.PriorityId, 0, 9);
        return string.Create(CultureInfo.InvariantCulture, $"{(summary.IsOpen ? Open : Closed)}{priority}{rank:D6}/{summary.Id}");
    }

    public static Dictionary<string, string> Write(IncidentSummary summary) => new()
    {
        [RevisionKey] = summary.Revision.ToString(CultureInfo.InvariantCulture),
        [SummaryKey] = Pack(summary),
    };

    public static IncidentSummary Read(BlobInfo row)
    {
        using var packed = new MemoryStream(Base64Url.DecodeFromChars(row.Metadata[SummaryKey]), writable: false);
        using var json = new BrotliStream(packed, CompressionMode.Decompress);
        return JsonSerializer.Deserialize(json, IndexJson.Default.IncidentSummary)!;
    }

    public static int RevisionOf(BlobInfo blob) => int.Parse(blob.Metadata[RevisionKey], CultureInfo.InvariantCulture);

    /// <summary>The summary, with as many observables as there is room for: metadata hold 8 KiB.</summary>
    private static string Pack(IncidentSummary summary)
    {
        while (true)
        {
            var packed = PackWhole(summary);
            if (packed.Length <= MaxSummary)
            {
                return packed;
            }

            summary = summary.Observables.Count > 0
                ? summary with { Observables = [.. summary.Observables.Take(summary.Observables.Count / 2)] }
                : summary with { Title = summary.Title[..(summary.Title.Length / 2)] };
        }
    }

    private static string PackWhole(IncidentSummary summary)
    {
        using var packed = new MemoryStream();
        using (var json = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            JsonSerializer.Serialize(json, summary, IndexJson.Default.IncidentSummary);
        }

        return Base64Url.EncodeToString(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }
}

[JsonSerializable(typeof(IncidentSummary))]
internal sealed partial class IndexJson : JsonSerializerContext;
