using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Vigil.Cli.Shared;
using Vigil.Core.Ports;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Uploads;
using Vigil.SystemTests.Running;
using Vigil.Testing.Clamd;
using Xunit;

namespace Vigil.SystemTests.Uploads;

/// <summary>Uploads race, processes and the engine die; who reads what is clean never sees anything else, and nothing accepted is lost.</summary>
public sealed class CleanReaderTests
{
    private const int Uploads = 80;
    private const int Connections = 8;

    [Fact]
    public async Task A_reader_of_what_is_clean_never_sees_an_unscanned_or_infected_byte()
    {
        await using var clamd = await ClamdServer.StartAsync();
        using var directory = new ScratchDirectory();
        KeyValuePair<string, string>[] settings =
        [
            new("Scanning__Clamd__Host", "127.0.0.1"),
            new("Scanning__Clamd__Port", clamd.Port.ToString(CultureInfo.InvariantCulture)),
            new("Scanning__RetryAfter", "00:00:00.5"),
            new("Scanning__MaxRetryAfter", "00:00:02"),
            new("Scanning__Attempts", "1000"),
        ];
        await using var one = await VigilProcess.StartAsync(directory.Path, settings);
        await using var two = await VigilProcess.StartAsync(directory.Path, settings);
        await using var store = new Store(directory.Path);
        using var stop = new CancellationTokenSource();
        var reader = new CleanReader(store);
        var reading = Task.Run(() => reader.RunAsync(stop.Token), TestContext.Current.CancellationToken);

        var accepted = await UploadAsync([one, two], clamd);
        await Eventually.NothingAsync(() => WhatIsUnderWayAsync(store, accepted.Keys), TimeSpan.FromMinutes(4));

        await stop.CancelAsync();
        await reading;
        foreach (var (id, isInfected) in accepted)
        {
            var record = (await store.Get<UploadRecords>().FindAsync(id, TestContext.Current.CancellationToken))!.Record;
            Assert.Equal(isInfected ? UploadState.Quarantined : UploadState.Clean, record.State);
            Assert.Equal(!isInfected, reader.Read.Any(n => n.StartsWith(id, StringComparison.Ordinal)));
        }

        Assert.Equal(Uploads, accepted.Count);
        Assert.Empty(await store.ListAsync(Containers.DeadLetters));
    }

    /// <summary>Uploads over several connections; at a third of them a process dies, at another one the engine.</summary>
    private static async Task<ConcurrentDictionary<string, bool>> UploadAsync(VigilProcess[] processes, ClamdServer clamd)
    {
        var accepted = new ConcurrentDictionary<string, bool>();
        var left = new ConcurrentQueue<int>(Enumerable.Range(0, Uploads));
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async connection =>
        {
            while (left.TryDequeue(out var number))
            {
                var isInfected = number % 3 == 0;
                accepted[await UploadOneAsync(processes, number, isInfected)] = isInfected;
                await DieAsync(processes, clamd, number);
            }
        }));
        return accepted;
    }

    private static async Task DieAsync(VigilProcess[] processes, ClamdServer clamd, int number)
    {
        switch (number)
        {
            case Uploads / 4 or Uploads * 3 / 4:
                await processes[0].KillAsync();
                await processes[0].StartAgainAsync();
                break;
            case Uploads / 2:
                await processes[1].KillAsync();
                await clamd.KillAsync();
                await clamd.StartAgainAsync();
                await processes[1].StartAgainAsync();
                break;
            default:
                break;
        }
    }

    private static async Task<string> UploadOneAsync(VigilProcess[] processes, int number, bool isInfected)
    {
        var padding = new string((char)('a' + (number % 26)), number * 1000);
        var content = Encoding.ASCII.GetBytes(isInfected ? TestFile.Content + padding : padding + number.ToString(CultureInfo.InvariantCulture));
        for (var turn = number; ; turn++)
        {
            var process = processes[turn % processes.Length];
            await process.Up.WaitAsync(TestContext.Current.CancellationToken);
            try
            {
                return (await process.Client.UploadAsync($"{number}.txt", new ByteArrayContent(content), TestContext.Current.CancellationToken)).GetProperty("uploadId").GetString()!;
            }
            catch (Exception exception) when (exception is CliException or HttpRequestException or IOException)
            {
                // It died with the upload in hand: nobody knows how far it came.
            }
        }
    }

    private static async Task<string?> WhatIsUnderWayAsync(Store store, IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            var upload = await store.Get<UploadRecords>().FindAsync(id, TestContext.Current.CancellationToken);
            if (upload is not { Record.SettledAt: not null })
            {
                return $"Upload {id} is {upload?.Record.State.ToString() ?? "unknown"} after {upload?.Record.Attempts} tries.";
            }
        }

        return null;
    }
}
