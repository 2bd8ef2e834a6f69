using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Vigil.Cli.Shared;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Database;
using Vigil.SystemTests.Running;
using Xunit;

namespace Vigil.SystemTests.Storms;

public sealed class GracefulStopTests
{
    private const int Connections = 8;
    private const int StopAfter = 500;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_stop_under_load_ends_in_time_keeps_what_was_accepted_and_gives_back_what_was_in_hand()
    {
        using var directory = new ScratchDirectory();
        await using var vigil = await VigilProcess.StartAsync(directory.Path, KillStorm.Settings);
        var accepted = new ConcurrentDictionary<string, SampleAlert>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var alerts = new ConcurrentQueue<SampleAlert>(SampleAlert.Mix(20_000, 10));
        var sender = new Sender(vigil);
        var sending = Enumerable.Range(0, Connections).Select(_ => SendUntilRefusedAsync(sender, alerts, accepted, enough)).ToList();
        await enough.Task.WaitAsync(s_patience, TestContext.Current.CancellationToken);

        Assert.Equal(0, await vigil.TerminateAsync(s_patience));

        await Task.WhenAll(sending);
        Assert.NotEmpty(alerts);
        await using var store = new Store(directory.Path);
        var stored = (await store.ListAsync(Containers.Alerts)).Select(b => b.Name).ToHashSet();
        Assert.Superset(accepted.Keys.ToHashSet(), stored);
        Assert.Empty(LockedWork(directory.Path));
    }

    private static async Task SendUntilRefusedAsync(
        Sender sender, ConcurrentQueue<SampleAlert> alerts, ConcurrentDictionary<string, SampleAlert> accepted, TaskCompletionSource enough)
    {
        try
        {
            while (alerts.TryDequeue(out var alert))
            {
                var answer = await sender.PostAsync(alert);
                Assert.Equal(202, answer.Status);
                accepted[answer.AlertId!] = alert;
                if (accepted.Count >= StopAfter)
                {
                    enough.TrySetResult();
                }
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            Assert.True(enough.Task.IsCompleted, "Vigil hung up before it was told to stop.");
        }
    }

    /// <summary>Alerts and findings that nobody can take up yet. Refreshes and reminders wait for their time by design.</summary>
    private static List<string> LockedWork(string directory)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, SqliteDatabase.FileName)};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT body FROM messages WHERE visible_at > $now";
        command.Parameters.AddWithValue("$now", TimeProvider.System.GetUtcNow().UtcTicks);
        using var reader = command.ExecuteReader();
        var locked = new List<string>();
        while (reader.Read())
        {
            var message = WorkMessage.Parse((byte[])reader[0])!;
            if (message.Schema is WorkMessage.Alert or WorkMessage.Finding)
            {
                locked.Add(message.Id);
            }
        }

        return locked;
    }
}
