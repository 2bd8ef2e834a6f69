using System.Text.Json;
using Vigil.Cli.Bench;
using Vigil.Cli.Shared;

namespace Vigil.Cli.Cost;

/// <summary>
/// What an alert costs in time, bytes and requests. A result of <c>vigil bench intake --json</c> can be given as it is; every other
/// property may stand beside what it holds.
/// </summary>
internal sealed record CostProfile
{
    /// <summary>Bytes of an alert's body. Default 10,000.</summary>
    public int BodySize { get; set; } = 10_000;

    /// <summary>Measured intake; its median replaces <see cref="IntakeMs"/>.</summary>
    public LoadResult? Vigil { get; set; }

    /// <summary>Milliseconds to answer a delivery, the writes to storage included. Default 40.</summary>
    public double IntakeMs { get; set; } = 40;

    /// <summary>Milliseconds to make findings of an alert. Default 60.</summary>
    public double EnrichMs { get; set; } = 60;

    /// <summary>Milliseconds to give a finding its incident. Default 80.</summary>
    public double RaiseMs { get; set; } = 80;

    /// <summary>Findings that an alert becomes. Default 1.</summary>
    public double FindingsPerAlert { get; set; } = 1;

    /// <summary>Incidents that an alert opens, one of so many; the others join. Default 0.1.</summary>
    public double IncidentsPerAlert { get; set; } = 0.1;

    /// <summary>
    /// Blob writes and lists per alert. Default 6. These and the next five were counted in the log of an Azurite: 40 alerts of one finding that opened
    /// 21 incidents made 434 writes and lists, 427 reads and 277 queue operations.
    /// </summary>
    public double WritesPerAlert { get; set; } = 6;

    /// <summary>Further ones per new incident. Default 9.</summary>
    public double WritesPerIncident { get; set; } = 9;

    /// <summary>Blob reads per alert. Default 8.</summary>
    public double ReadsPerAlert { get; set; } = 8;

    /// <summary>Further ones per new incident. Default 5.</summary>
    public double ReadsPerIncident { get; set; } = 5;

    /// <summary>Queue operations per alert: sent, taken and deleted, twice. Default 6.</summary>
    public double QueueOperationsPerAlert { get; set; } = 6;

    /// <summary>Further ones per new incident, for its escalation. Default 3.</summary>
    public double QueueOperationsPerIncident { get; set; } = 3;

    /// <summary>Bytes stored per alert, beside its body: finding, memberships, tombstone. Default 12,000.</summary>
    public int RecordBytes { get; set; } = 12_000;

    /// <summary>Days that records are kept; the price is that of the steady state. Default 400.</summary>
    public int KeptDays { get; set; } = 400;

    /// <summary>Days that alerts are kept. Default 90.</summary>
    public int AlertKeptDays { get; set; } = 90;

    /// <summary>Bytes of logs and sampled spans per alert. Default 600.</summary>
    public int TelemetryBytes { get; set; } = 600;

    /// <summary>Memory of an instance in MB: 512, 2048 or 4096. Default 2048.</summary>
    public int InstanceMemoryMb { get; set; } = 2048;

    /// <summary>Deliveries that an instance takes at a time. Default 32.</summary>
    public int HttpConcurrency { get; set; } = 32;

    /// <summary>Messages of a queue that an instance takes at a time (host.json: 16 + 8). Default 24.</summary>
    public int QueueConcurrency { get; set; } = 24;

    /// <summary>Always-ready instances for HTTP. Default 1.</summary>
    public int AlwaysReadyHttp { get; set; } = 1;

    /// <summary>clamd, defender or none. Default none.</summary>
    public string Scanner { get; set; } = "none";

    /// <summary>GB of uploads a month. Default 10.</summary>
    public double UploadGb { get; set; } = 10;

    public double IntakeSeconds => (Vigil?.P50 ?? IntakeMs) / 1000;

    /// <exception cref="CliException">The file is no profile.</exception>
    public static CostProfile Read(FileInfo file)
    {
        try
        {
            using var stream = file.OpenRead();
            var profile = JsonSerializer.Deserialize(stream, CliJson.Default.CostProfile) ?? throw new JsonException("It is null.");
            return profile.IsSound ? profile : throw new CliException($"{file.Name} holds a number that is negative or too large, or an unknown scanner.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CliException($"{file.Name} is no profile: {exception.Message}", exception);
        }
    }

    private bool IsSound =>
        new[]
        {
            IntakeSeconds * 1000, EnrichMs, RaiseMs, FindingsPerAlert, IncidentsPerAlert, WritesPerAlert, WritesPerIncident, ReadsPerAlert,
            ReadsPerIncident, QueueOperationsPerAlert, QueueOperationsPerIncident, UploadGb, BodySize, RecordBytes, KeptDays, AlertKeptDays, TelemetryBytes, InstanceMemoryMb, HttpConcurrency, QueueConcurrency, AlwaysReadyHttp,
        }.All(number => number is >= 0 and < 1e9)
        && HttpConcurrency > 0 && QueueConcurrency > 0 && InstanceMemoryMb > 0 && Scanner is ("none" or "clamd" or "defender");
}
