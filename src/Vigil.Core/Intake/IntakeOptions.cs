namespace Vigil.Core.Intake;

/// <summary>What intake takes, and from whom. Section <c>Intake</c>.</summary>
public sealed class IntakeOptions
{
    public const string Section = "Intake";

    /// <summary>How long an identical body counts as a repeat, where the sender signs no id. 1 minute to 30 days. Default 24 h.</summary>
    public TimeSpan DedupWindow { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Deliveries per second and address that an instance takes over time. Default 1,000.</summary>
    public double RatePerSecond { get; set; } = 1000;

    /// <summary>Deliveries that one address may send at once. Default 2,000.</summary>
    public int Burst { get; set; } = 2000;

    /// <summary>Addresses that the rate is kept for; the longest silent are forgotten first. Default 50,000 (about 5 MB).</summary>
    public int MaxTrackedAddresses { get; set; } = 50_000;

    /// <summary>Waiting alerts from which on deliveries are put off. Default 100,000.</summary>
    public long MaxQueueDepth { get; set; } = 100_000;

    /// <summary>Age of the oldest waiting alert from which on deliveries are put off. Default 4 h.</summary>
    public TimeSpan MaxQueueAge { get; set; } = TimeSpan.FromHours(4);

    /// <summary>What <c>Retry-After</c> asks for while the queue is too long. Default 30 s.</summary>
    public TimeSpan BackPressureRetryAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of bodies above 128 KiB that may be in memory at once; more are put off. Default 256 MiB.</summary>
    public long MaxBufferedBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>Values, names and brackets in one JSON body: what a small body could blow up to in memory. Default 1,000,000.</summary>
    public int MaxJsonTokens { get; set; } = 1_000_000;

    /// <summary>Instances besides those that every profile with a secret has under its own name.</summary>
    public IList<InstanceOptions> Instances { get; set; } = [];
}
