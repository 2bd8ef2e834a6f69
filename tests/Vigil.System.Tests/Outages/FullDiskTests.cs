using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Vigil.SystemTests.Running;
using Xunit;

namespace Vigil.SystemTests.Outages;

public sealed class FullDiskTests
{
    private const int BodySize = 60_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_puts_deliveries_off_and_with_room_again_everything_accepted_is_there()
    {
        var disk = Directory.CreateTempSubdirectory("vigil-disk-").FullName;
        Assert.SkipUnless(await RunAsync("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk), "Needs the right to mount a small file system.");
        try
        {
            var ballast = Path.Combine(disk, "ballast");
            await File.WriteAllBytesAsync(ballast, new byte[5_000_000], Cancellation);
            await using var vigil = await VigilProcess.StartAsync(disk);
            var accepted = await FillAsync(vigil);
            Assert.NotEmpty(accepted);
            File.Delete(ballast);

            accepted.Add(await TakeAsync(vigil, accepted.Count));
            foreach (var id in accepted)
            {
                await Eventually.NothingAsync(async () =>
                    (await vigil.Client.GetAsync("alerts/" + id, Cancellation)).GetProperty("doneAt").ValueKind == JsonValueKind.String
                        ? null
                        : $"alert {id} is not done.\n{vigil.LastLines()}");
            }

            Assert.Equal(0, await vigil.TerminateAsync());
        }
        finally
        {
            await RunAsync("umount", disk);
            Directory.Delete(disk);
        }
    }

    /// <summary>Posts until the disk is full; the ids of what was accepted.</summary>
    private static async Task<List<string>> FillAsync(VigilProcess vigil)
    {
        var accepted = new List<string>();
        while (true)
        {
            using var answer = await vigil.PostFalcoAsync(Body(accepted.Count));
            if (answer.StatusCode != HttpStatusCode.Accepted)
            {
                RawDelivery.AssertPutOff(answer);
                return accepted;
            }

            accepted.Add(await IdAsync(answer));
        }
    }

    /// <summary>Posts until it is accepted, which it is as soon as the database has seen that there is room.</summary>
    private static Task<string> TakeAsync(VigilProcess vigil, int number) => Eventually.GetAsync(
        async () =>
        {
            using var answer = await vigil.PostFalcoAsync(Body(number));
            return answer.StatusCode == HttpStatusCode.Accepted ? await IdAsync(answer) : null;
        },
        () => $"Nothing is accepted although there is room.\n{vigil.LastLines()}");

    private static byte[] Body(int number) => Encoding.UTF8.GetBytes(
        $$"""{"rule": "Terminal shell in container", "output": "number {{number}}", "priority": "Warning", "filler": "{{new string('x', BodySize)}}"}""");

    private static async Task<string> IdAsync(HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(Cancellation));
        return document.RootElement.GetProperty("alertId").GetString()!;
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            await process.WaitForExitAsync(CancellationToken.None);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
