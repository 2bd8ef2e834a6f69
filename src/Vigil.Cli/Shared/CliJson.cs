using System.Text.Json.Serialization;
using Vigil.Cli.Assets;
using Vigil.Cli.Bench;
using Vigil.Cli.Bench.Scan;
using Vigil.Cli.Cost;
using Vigil.Cli.DeadLetters;
using Vigil.Cli.Doctor;
using Vigil.Cli.Scan;
using Vigil.Cli.Send;
using Vigil.Cli.Senders;
using Vigil.Core.Retention;
using Vigil.Core.Scanning.Rescans;

namespace Vigil.Cli.Shared;

/// <summary>Source-generated JSON of what the commands print.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AssetImportSummary))]
[JsonSerializable(typeof(CostEstimate))]
[JsonSerializable(typeof(CostProfile))]
[JsonSerializable(typeof(IntakeBenchReport))]
[JsonSerializable(typeof(PriceTable))]
[JsonSerializable(typeof(ScanBenchReport))]
[JsonSerializable(typeof(ReplaySummary))]
[JsonSerializable(typeof(IReadOnlyList<RescannedUpload>))]
[JsonSerializable(typeof(IReadOnlyList<ScannedFile>))]
[JsonSerializable(typeof(SentFile))]
[JsonSerializable(typeof(IReadOnlyList<ExpiryCount>))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(SignedCall))]
[JsonSerializable(typeof(SenderDetails))]
[JsonSerializable(typeof(IReadOnlyList<PayloadSummary>))]
[JsonSerializable(typeof(IReadOnlyList<SenderInfo>))]
[JsonSerializable(typeof(IReadOnlyList<ProfileTest>))]
internal sealed partial class CliJson : JsonSerializerContext;
