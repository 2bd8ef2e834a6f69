using System.Text.Json.Serialization;

namespace Vigil.Core.Reports;

/// <summary>Source-generated JSON of reports.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(DailyReport))]
[JsonSerializable(typeof(TallyPage))]
public sealed partial class ReportJson : JsonSerializerContext;
