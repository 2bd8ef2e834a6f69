using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Ocsf;
using Vigil.Core.Ports;

namespace Vigil.Core.Incidents.Publication;

/// <summary>One published revision: an OCSF Incident Finding in a CloudEvents 1.0 envelope, structured JSON mode.</summary>
public static class IncidentEvent
{
    /// <summary>Largest message body, in bytes: under the 256 KB of Service Bus Standard, properties included.</summary>
    public const int MaxBytes = 200 * 1024;

    /// <summary>Id and message id of a revision.</summary>
    public static string IdOf(IncidentHeader header) => string.Create(CultureInfo.InvariantCulture, $"{header.Id}:{header.Revision}");

    /// <param name="type">One of <see cref="IncidentEventTypes"/>.</param>
    public static IncidentMessage Create(IncidentHeader header, string type, IncidentOptions options)
    {
        var finding = OcsfIncident.From(header, options.AssigneeGroup);
        var body = Write(header, finding, type, options.Source);
        while (body.Length > MaxBytes && finding.FindingInfoList.Count > 1)
        {
            finding.FindingInfoList = [.. finding.FindingInfoList.Take(finding.FindingInfoList.Count / 2)];
            body = Write(header, finding, type, options.Source);
        }

        return new IncidentMessage(IdOf(header), header.Id, body, Properties(header, type));
    }

    private static ReadOnlyMemory<byte> Write(IncidentHeader header, IncidentFinding finding, string type, string source)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", IdOf(header));
        json.WriteString("source", source);
        json.WriteString("type", IncidentEventTypes.Prefix + type);
        json.WriteString("subject", header.Id);
        json.WriteString("time", header.ModifiedAt);
        json.WriteString("datacontenttype", "application/json");
        if (Activity.Current?.Id is { } trace)
        {
            json.WriteString("traceparent", trace);
        }

        json.WritePropertyName("data");
        JsonSerializer.Serialize(json, finding, OcsfJson.Default.IncidentFinding);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static Dictionary<string, string> Properties(IncidentHeader header, string type)
    {
        var properties = new Dictionary<string, string>
        {
            ["type"] = IncidentEventTypes.Prefix + type,
            ["priority"] = header.Content.PriorityId.ToString(CultureInfo.InvariantCulture),
            ["score"] = header.Content.Receipt.Score.ToString("0.00", CultureInfo.InvariantCulture),
            ["sender"] = header.Origin.Instance,
            ["tenant"] = header.Origin.Tenant,
        };
        if (Activity.Current?.Id is { } trace)
        {
            properties["traceparent"] = trace;
        }

        return properties;
    }
}
