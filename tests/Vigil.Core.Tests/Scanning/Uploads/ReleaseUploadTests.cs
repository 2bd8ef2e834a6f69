using System.Text;
using Vigil.Core.Operations;
using Vigil.Core.Ports;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Releases;
using Vigil.Core.Scanning.Rescans;
using Vigil.Core.Scanning.Uploads;
using Vigil.Core.Tests.Incidents.World;
using Xunit;

namespace Vigil.Core.Tests.Scanning.Uploads;

public sealed class ReleaseUploadTests
{
    private const int MostCalls = 60;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_quarantined_is_let_go_for_a_reason_that_stands_in_the_audit_and_stays_where_it_is()
    {
        using var world = await UploadWorld.StartAsync();
        var id = await UploadAsync(world, Subjects.Eicar, UploadState.Quarantined);
        var released = Assert.IsType<ReleaseOutcome.Released>(await ReleaseAsync(world, id)).Upload;
        Assert.Equal((UploadState.Clean, "olga", "a test"), (released.State, released.Release!.By, released.Release.Reason));
        Assert.Empty(await world.NamesAsync(Containers.Quarantine));
        Assert.Equal(Subjects.Eicar, await world.ReadAsync(Containers.Clean, Assert.Single(await world.NamesAsync(Containers.Clean))));
        var entry = Encoding.UTF8.GetString(await world.ReadAsync(
            Containers.Audit, Assert.Single(await world.NamesAsync(Containers.Audit), n => n.StartsWith(OperationsAudit.Prefix, StringComparison.Ordinal))));
        Assert.Contains("a test", entry, StringComparison.Ordinal);
        Assert.Contains("olga", entry, StringComparison.Ordinal);
        world.Engine.Signatures = "27501";
        world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(await world.Get<RescanUploads>().RunAsync(default, Cancellation).ToListAsync(Cancellation));
        Assert.IsType<ReleaseOutcome.Released>(await ReleaseAsync(world, id));
    }

    [Fact]
    public async Task What_nobody_could_look_into_is_let_go_too()
    {
        using var world = await UploadWorld.StartAsync();
        world.Engine.Says = _ => (ScanVerdict.NotScanned, [], NotScannedReason.TooLarge);
        var id = await UploadAsync(world, [1, 2, 3], UploadState.Held);
        Assert.IsType<ReleaseOutcome.Released>(await ReleaseAsync(world, id));
        Assert.Empty(await world.NamesAsync(Containers.Uploads));
        Assert.Single(await world.NamesAsync(Containers.Clean));
    }

    [Fact]
    public async Task Without_a_reason_or_of_what_is_not_locked_away_nothing_is_let_go()
    {
        using var world = await UploadWorld.StartAsync();
        var id = await UploadAsync(world, Subjects.Eicar, UploadState.Quarantined);
        foreach (var reason in new[] { null, "", "  ", new string('x', ReleaseUpload.MaxReasonLength + 1) })
        {
            Assert.Equal(Reason.RequestMalformed, await RefusedAsync(world, id, reason));
        }

        Assert.Equal(Reason.NotFound, await RefusedAsync(world, DeterministicId.Of("nobody"), "a test"));
        Assert.Equal(Reason.NotFound, await RefusedAsync(world, "../audit", "a test"));
        Assert.Equal(Reason.TransitionNotAllowed, await RefusedAsync(world, await UploadAsync(world, [1], UploadState.Clean), "a test"));
        Assert.Equal(Reason.TransitionNotAllowed, await RefusedAsync(world, await world.UploadAsync([2]), "a test"));
        Assert.Single(await world.NamesAsync(Containers.Quarantine));
        Assert.IsType<ReleaseOutcome.Released>(await ReleaseAsync(world, id, new string('x', ReleaseUpload.MaxReasonLength)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wherever_it_dies_the_same_call_again_completes_it(bool afterEffect)
    {
        for (var n = 1; ; n++)
        {
            Assert.True(n < MostCalls, "The work never ended.");
            using var world = await UploadWorld.StartAsync();
            var id = await UploadAsync(world, Subjects.Eicar, UploadState.Quarantined);
            world.Faults.AfterEffect = afterEffect;
            world.Faults.At = world.Faults.Calls + n;
            var died = await DiesAsync(world, id);
            world.Faults.Start();
            Assert.IsType<ReleaseOutcome.Released>(await ReleaseAsync(world, id));
            Assert.Equal(Subjects.Eicar, await world.ReadAsync(Containers.Clean, Assert.Single(await world.NamesAsync(Containers.Clean))));
            Assert.Empty(await world.NamesAsync(Containers.Quarantine));
            if (!died)
            {
                return;
            }
        }
    }

    private static async Task<bool> DiesAsync(UploadWorld world, string id)
    {
        try
        {
            await ReleaseAsync(world, id);
            return world.Faults.Dead;
        }
        catch (CrashException)
        {
            return true;
        }
    }

    private static async Task<string> UploadAsync(UploadWorld world, byte[] content, UploadState expected)
    {
        var id = await world.UploadAsync(content);
        await world.PumpAsync();
        Assert.Equal(expected, (await world.RecordAsync(id))!.State);
        return id;
    }

    private static async Task<Reason> RefusedAsync(UploadWorld world, string id, string? reason) =>
        Assert.IsType<ReleaseOutcome.Refused>(await ReleaseAsync(world, id, reason)).Reason;

    private static async Task<ReleaseOutcome> ReleaseAsync(UploadWorld world, string id, string? reason = "a test") =>
        await world.Get<ReleaseUpload>().HandleAsync(id, "olga", reason, Cancellation);
}
