using System.Globalization;

namespace Vigil.Cli.Cost;

/// <summary>
/// The sums, line by line. Alerts are taken to come evenly over the day, at random within it; free grants are taken to be used by nothing else.
/// </summary>
internal sealed class CostModel(CostProfile profile, PriceTable prices, long alertsPerDay)
{
    public const double Hours = 730;
    public const double Days = Hours / 24;
    private const double Seconds = Hours * 3600;

    /// <summary>Runs a day of SweepPending and CollectPoison (each minute), WriteDailyReport (each quarter) and ExpireRecords (each hour), a second each.</summary>
    private const int TimerRunsPerDay = (2 * 1440) + 96 + 24;

    /// <summary>Looks a second at three queues, each two seconds, when nothing waits.</summary>
    private const double PollsPerSecond = 1.5;

    /// <summary>Where the price of Service Bus operations falls, in millions.</summary>
    private const double FirstTierMillions = 100;

    private const int OperationsPerIncident = 2 * 3;
    private const int AlertRules = 7;
    private const int ScannerCpus = 2;
    private const int ScannerGib = 4;

    private readonly double _alerts = alertsPerDay * Days;

    private double GbPerInstance => profile.InstanceMemoryMb / 1024d;

    public CostEstimate Estimate() => new(
        alertsPerDay, prices.Date, prices.Region, prices.Currency, [.. Functions(), .. Storage(), ServiceBus(), .. Monitoring(), .. Scanning()]);

    private IEnumerable<CostLine> Functions()
    {
        var http = Time(alertsPerDay / 86400d, profile.IntakeSeconds, profile.HttpConcurrency);
        var ready = Math.Min(http.Instances, profile.AlwaysReadyHttp) * http.Busy * Seconds * GbPerInstance;
        var enrich = Time(alertsPerDay / 86400d, profile.EnrichMs / 1000, profile.QueueConcurrency);
        var raise = Time(alertsPerDay / 86400d * profile.FindingsPerAlert, profile.RaiseMs / 1000, profile.QueueConcurrency);
        var timers = TimerRunsPerDay * Days * GbPerInstance;
        var onDemand = (http.GbSeconds(GbPerInstance) - ready) + enrich.GbSeconds(GbPerInstance) + raise.GbSeconds(GbPerInstance) + timers;
        var baseline = profile.AlwaysReadyHttp * Seconds * GbPerInstance;
        var freeGb = (double)prices["flexFreeGbSeconds"];
        yield return Line("Functions", "always ready, baseline", baseline, "flexReadyBaselineGbSecond",
            $"{profile.AlwaysReadyHttp} × {GbPerInstance} GB × {Seconds:N0} s");
        yield return Line("Functions", "always ready, executing", ready, "flexReadyGbSecond", $"{Part(http)} of {Seconds:N0} s × {GbPerInstance} GB");
        yield return Line("Functions", "on demand, executing", Math.Max(0, onDemand - freeGb), "flexOnDemandGbSecond",
            $"HTTP {http.GbSeconds(GbPerInstance) - ready:N0} + EnrichDetection {Part(enrich)}: {enrich.GbSeconds(GbPerInstance):N0} + RaiseIncident {Part(raise)}: {raise.GbSeconds(GbPerInstance):N0} + timers {timers:N0} − {freeGb:N0} free");
        var executions = (_alerts * (2 + profile.FindingsPerAlert)) + (TimerRunsPerDay * Days);
        var free = (double)prices["flexFreeExecutions"];
        yield return Line("Functions", "executions", Math.Max(0, executions - free) / 1e6, "flexMillionExecutions", $"({executions:N0} − {free:N0} free) ÷ 1,000,000");
    }

    private IEnumerable<CostLine> Storage()
    {
        yield return Requests("blob writes", profile.WritesPerAlert, profile.WritesPerIncident, 0, "blobTenThousandWrites");
        yield return Requests("blob reads", profile.ReadsPerAlert, profile.ReadsPerIncident, 0, "blobTenThousandReads");
        yield return Requests("queue operations", profile.QueueOperationsPerAlert, profile.QueueOperationsPerIncident, PollsPerSecond, "queueTenThousandOperations");
        var bytes = alertsPerDay * (((double)profile.BodySize * profile.AlertKeptDays) + ((double)profile.RecordBytes * profile.KeptDays));
        yield return Line("Storage", "kept, in the steady state", bytes / 1e9, "blobGbMonth",
            $"{alertsPerDay:N0} × ({profile.BodySize:N0} B × {profile.AlertKeptDays} d + {profile.RecordBytes:N0} B × {profile.KeptDays} d)");
    }

    private CostLine Requests(string name, double perAlert, double perIncident, double perSecond, string price) => Line(
        "Storage", name, ((_alerts * (perAlert + (profile.IncidentsPerAlert * perIncident))) + (perSecond * Seconds)) / 1e4, price,
        $"({_alerts:N0} alerts × ({perAlert} + {profile.IncidentsPerAlert} incidents × {perIncident}){Looking(perSecond)}) ÷ 10,000");

    private static string Looking(double perSecond) => perSecond == 0 ? "" : Text($" + {perSecond} × {Seconds:N0} s of looking");

    /// <summary>An incident is published when it opens and when it closes; each is sent, received and completed.</summary>
    private CostLine ServiceBus()
    {
        var millions = _alerts * profile.IncidentsPerAlert * OperationsPerIncident / 1e6;
        var included = (double)prices["serviceBusIncludedMillions"];
        var first = Math.Max(0, Math.Min(millions, FirstTierMillions) - included);
        var above = Math.Max(0, millions - FirstTierMillions);
        var amount = ((decimal)Hours * prices["serviceBusHour"]) + ((decimal)first * prices["serviceBusMillion"]) + ((decimal)above * prices["serviceBusMillionAbove100"]);
        return new CostLine("Service Bus", "namespace and operations", Text(
            $"{Hours} h × {prices["serviceBusHour"]} + {first:N1} × {prices["serviceBusMillion"]} + {above:N1} × {prices["serviceBusMillionAbove100"]} of {millions:N1} million operations"), amount);
    }

    private IEnumerable<CostLine> Monitoring()
    {
        var gb = _alerts * profile.TelemetryBytes / 1e9;
        var free = (double)prices["logsFreeGb"];
        yield return Line("Monitoring", "logs, spans and metrics", Math.Max(0, gb - free), "logsGb", $"{_alerts:N0} × {profile.TelemetryBytes} B − {free} GB free");
        yield return Line("Monitoring", "alert rules", AlertRules, "logAlertRule", $"{AlertRules}");
    }

    private IEnumerable<CostLine> Scanning()
    {
        if (profile.Scanner == "clamd")
        {
            var cpu = ScannerCpus * Seconds;
            yield return Line("Scanning", "clamd, processor", cpu, "containerIdleVcpuSecond", $"{ScannerCpus} vCPU × {Seconds:N0} s, idle most of the time");
            yield return Line("Scanning", "clamd, memory", ScannerGib * Seconds, "containerGibSecond", $"{ScannerGib} GiB × {Seconds:N0} s");
        }

        if (profile.Scanner == "defender")
        {
            yield return Line("Scanning", "Defender, account", 1, "defenderAccount", $"{1}");
            yield return Line("Scanning", "Defender, files", profile.UploadGb, "defenderGb", $"{profile.UploadGb} GB");
        }
    }

    private CostLine Line(string group, string name, double quantity, string price, FormattableString formula) =>
        new(group, name, Text($"{Text(formula)} = {quantity:N1} × {prices[price]} per {prices.Prices[price].Unit}"), (decimal)quantity * prices[price]);

    private static BilledTime Time(double perSecond, double seconds, int concurrency)
    {
        var instances = FlexBilling.Instances(perSecond, seconds, concurrency);
        return new BilledTime(instances, FlexBilling.BusyPart(perSecond, seconds, instances));
    }

    private static string Part(BilledTime time) => Text($"{time.Instances} × {time.Busy:P1}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private readonly record struct BilledTime(int Instances, double Busy)
    {
        public double GbSeconds(double gb) => Instances * Busy * Seconds * gb;
    }
}
