using System.Text.Json;
using System.Text.Json.Serialization;
using Vigil.Core.Incidents;

namespace Vigil.Storage.Sqlite.Incidents;

/// <summary>A message's properties as they lie in their column. Unlike metadata their values may hold any text: JSON.</summary>
internal static class PropertiesText
{
    public static string Write(IReadOnlyDictionary<string, string> properties) =>
        JsonSerializer.Serialize(properties, SqliteJson.Default.IReadOnlyDictionaryStringString);

    public static IReadOnlyDictionary<string, string> Read(string? text) =>
        text is null ? new Dictionary<string, string>() : JsonSerializer.Deserialize(text, SqliteJson.Default.IReadOnlyDictionaryStringString)!;
}

[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(IncidentSummary))]
internal sealed partial class SqliteJson : JsonSerializerContext;
