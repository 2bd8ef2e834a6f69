using System.Globalization;
using Vigil.Core.Ports;

namespace Vigil.Storage.Azure.Incidents;

/// <summary>Where an incident's row is: its name, its revision, and its ETag, by which it is deleted when the incident moves on.</summary>
internal sealed record IndexPlace(string Row, string RowETag, int Revision)
{
    private const string RowKey = "row";
    private const string RowETagKey = "row_etag";
    private const string RevisionKey = "revision";

    public Dictionary<string, string> Write() => new()
    {
        [RowKey] = Row,
        [RowETagKey] = RowETag,
        [RevisionKey] = Revision.ToString(CultureInfo.InvariantCulture),
    };

    public static IndexPlace From(BlobInfo place) =>
        new(place.Metadata[RowKey], place.Metadata[RowETagKey], int.Parse(place.Metadata[RevisionKey], CultureInfo.InvariantCulture));
}
