using Vigil.Core.Ports;
using Vigil.Core.Scanning.Uploads;
using Vigil.Core.Tests.Incidents.World;
using Xunit;

namespace Vigil.Core.Tests.Scanning.Uploads;

/// <summary>The process dies at every call of a port, before and after its effect; afterwards every accepted upload is where it belongs.</summary>
public sealed class UploadCrashTests
{
    private const int MostCalls = 100;

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, false, false)]
    [InlineData(true, true, false)]
    [InlineData(false, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, false, true)]
    [InlineData(true, true, true)]
    public async Task Wherever_the_process_dies_no_file_is_lost_and_none_is_let_go_unscanned(bool isMalicious, bool afterEffect, bool inOne)
    {
        var content = isMalicious ? Subjects.Eicar : "harmless"u8.ToArray();
        for (var n = 1; ; n++)
        {
            Assert.True(n < MostCalls, "The work never ended.");
            using var world = await UploadWorld.StartAsync(inOne: inOne);
            world.Faults.AfterEffect = afterEffect;
            world.Faults.At = world.Faults.Calls + n;
            var accepted = await TryAcceptAsync(world, content);
            await world.PumpAsync();
            var died = world.Faults.Dead;
            await world.RecoverAsync();
            try
            {
                await AssertSoundAsync(world, content, isMalicious, accepted);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"After dying at call {n}.", exception);
            }

            if (!died)
            {
                return;
            }
        }
    }

    private static async Task<string?> TryAcceptAsync(UploadWorld world, byte[] content)
    {
        try
        {
            return ((UploadOutcome.Accepted)await world.SendAsync(content)).UploadId;
        }
        catch (CrashException)
        {
            return null;
        }
    }

    private static async Task AssertSoundAsync(UploadWorld world, byte[] content, bool isMalicious, string? accepted)
    {
        var (home, other) = isMalicious ? (Containers.Quarantine, Containers.Clean) : (Containers.Clean, Containers.Quarantine);
        var there = await world.NamesAsync(home);
        Assert.Empty(await world.NamesAsync(other));
        Assert.Empty(await world.NamesAsync(Containers.Uploads));
        Assert.Empty(await world.NamesAsync(Containers.DeadLetters));
        Assert.True(there.Count == 1 || accepted is null, "An accepted upload is lost.");
        foreach (var name in there)
        {
            Assert.Equal(content, await world.ReadAsync(home, name));
            var record = (await world.RecordAsync(name[..DeterministicId.Length]))!;
            Assert.Equal(isMalicious ? UploadState.Quarantined : UploadState.Clean, record.State);
            Assert.Equal(UploadWorld.Ann, record.Uploader);
            Assert.Equal(isMalicious ? 1 : 0, (await world.AlertsAsync()).Count);
        }
    }
}
