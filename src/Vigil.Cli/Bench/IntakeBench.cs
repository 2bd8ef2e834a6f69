using System.Globalization;
using System.Security.Cryptography;
using Vigil.Cli.Shared;
using Vigil.Cli.Up;
using Vigil.Core.Intake;

namespace Vigil.Cli.Bench;

/// <summary>Measures durable intake against a bare endpoint, in turns, so that both see the same machine.</summary>
internal sealed record IntakeBench(int Connections, int BodySize, TimeSpan Duration, string Directory, StorageChoice Storage)
{
    private const string Instance = "github";
    private const int Rounds = 3;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(4);

    public async Task<IntakeBenchReport> RunAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        using var scratch = new ScratchDirectory(Directory);
        await using var bare = BareEndpoint.Build(secret);
        await bare.StartAsync(cancellationToken);
        await using var vigil = OneMachineHost.BuildIntakeOnly(
            new UpSettings(scratch.Path, System.Net.IPAddress.Loopback, 0, Storage), Overrides(secret));
        await StorageChoice.PrepareAsync(vigil.Services, cancellationToken);
        await vigil.StartAsync(cancellationToken);

        var bareRun = new LoadRun(OneMachineHost.PortOf(bare), BareEndpoint.Path, secret, Connections, BodySize, Duration / Rounds);
        var vigilRun = bareRun with { Port = OneMachineHost.PortOf(vigil), Path = "/api/webhooks/" + Instance };
        await (bareRun with { Duration = s_warmUp }).RunAsync(cancellationToken);
        await (vigilRun with { Duration = s_warmUp }).RunAsync(cancellationToken);

        var bareResults = new List<LoadResult>();
        var vigilResults = new List<LoadResult>();
        for (var round = 1; round <= Rounds; round++)
        {
            progress(string.Create(CultureInfo.InvariantCulture, $"round {round} of {Rounds}"));
            bareResults.Add(await bareRun.RunAsync(cancellationToken));
            vigilResults.Add(await vigilRun.RunAsync(cancellationToken));
        }

        await vigil.StopAsync(cancellationToken);
        await bare.StopAsync(cancellationToken);
        return new IntakeBenchReport(Connections, BodySize, Median(bareResults), Median(vigilResults));
    }

    /// <summary>Without limits of rate and depth, which would be what is measured.</summary>
    private static KeyValuePair<string, string?>[] Overrides(string secret) =>
    [
        new(EnvironmentSecretSource.VariableOf(Instance), secret),
        new("Intake:RatePerSecond", "1000000"),
        new("Intake:Burst", "1000000"),
        new("Intake:MaxQueueDepth", "1000000000"),
    ];

    private static LoadResult Median(List<LoadResult> results) => results.OrderBy(r => r.PerSecond).ElementAt(results.Count / 2);
}

/// <summary>The median round of each.</summary>
internal sealed record IntakeBenchReport(int Connections, int BodySize, LoadResult Bare, LoadResult Vigil)
{
    /// <summary>Vigil's rate as a part of the bare endpoint's.</summary>
    public double Ratio => Vigil.PerSecond / Bare.PerSecond;
}
