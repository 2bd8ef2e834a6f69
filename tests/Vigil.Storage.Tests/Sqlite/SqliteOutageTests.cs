using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Database;
using Vigil.Testing;
using Xunit;

namespace Vigil.Storage.Tests.Sqlite;

/// <summary>A full disk, a locked file, a directory that is none: nothing is acknowledged, nothing is lost, and work goes on when it can.</summary>
public sealed class SqliteOutageTests
{
    private static readonly SqliteLimits s_impatient = new() { BusyTimeout = TimeSpan.FromMilliseconds(30) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_file_refuses_keeps_what_it_has_and_recovers_when_there_is_room()
    {
        await using var storage = SqliteStorage.With(new SqliteLimits { MaxPages = 200 });
        await FillAndRecoverAsync(storage);
    }

    [Fact]
    public async Task A_full_disk_refuses_keeps_what_it_has_and_recovers_when_there_is_room()
    {
        var disk = Directory.CreateTempSubdirectory("vigil-disk-").FullName;
        Assert.SkipUnless(await RunAsync("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk), "Needs the right to mount a small file system.");
        try
        {
            var ballast = Path.Combine(disk, "ballast");
            await System.IO.File.WriteAllBytesAsync(ballast, new byte[700_000], Cancellation);
            await using var storage = new SqliteStorage(disk, new ManualTime());
            var stored = await FillAsync(storage);
            System.IO.File.Delete(ballast);
            await ExpectAsync(storage, stored);
            Assert.True((await CreateAsync(storage, "after")).Done);
        }
        finally
        {
            await RunAsync("umount", disk);
            Directory.Delete(disk);
        }
    }

    [Fact]
    public async Task A_file_that_was_moved_away_refuses_reads_and_writes_until_it_is_back()
    {
        var folder = Directory.CreateTempSubdirectory("vigil-moved-").FullName;
        await using (var storage = new SqliteStorage(folder, new ManualTime()))
        {
            Assert.True((await CreateAsync(storage, "before")).Done);
            var file = Path.Combine(folder, SqliteDatabase.FileName);
            System.IO.File.Move(file, file + ".away");
            await Assert.ThrowsAsync<StorageUnavailableException>(async () => await CreateAsync(storage, "lost"));
            await Assert.ThrowsAsync<StorageUnavailableException>(async () => await storage.Blobs.FindAsync("alerts", "before", Cancellation));
            System.IO.File.Move(file + ".away", file);
            Assert.True((await CreateAsync(storage, "after")).Done);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(261, true)]
    [InlineData(517, true)]
    [InlineData(8, true)]
    [InlineData(1032, true)]
    [InlineData(10, true)]
    [InlineData(778, true)]
    [InlineData(4874, true)]
    [InlineData(13, true)]
    [InlineData(14, true)]
    [InlineData(1550, true)]
    [InlineData(1, false)]
    [InlineData(11, false)]
    [InlineData(19, false)]
    [InlineData(2067, false)]
    public void What_will_pass_is_told_by_the_primary_code_whatever_kind_of_it_it_was(int code, bool isTransient) =>
        Assert.Equal(isTransient, Failures.IsTransient(new SqliteException("as SQLite says", code)));

    [Fact]
    public async Task A_locked_file_refuses_after_the_timeout_and_recovers_when_it_is_free()
    {
        await using var storage = SqliteStorage.With(s_impatient);
        Assert.True((await CreateAsync(storage, "before")).Done);
        using (var other = Open(storage))
        {
            Execute(other, "BEGIN IMMEDIATE");
            var refused = await Assert.ThrowsAsync<StorageUnavailableException>(() => CreateAsync(storage, "during"));
            Assert.True(refused.RetryAfter > TimeSpan.Zero);
            await Assert.ThrowsAsync<StorageUnavailableException>(() => CreateAsync(storage, "during"));
            Assert.NotNull(await storage.Blobs.FindAsync(Containers.Alerts, "before", Cancellation));
            Execute(other, "ROLLBACK");
        }

        Assert.Null(await storage.Blobs.FindAsync(Containers.Alerts, "during", Cancellation));
        Assert.True((await CreateAsync(storage, "during")).Done);
    }

    [Fact]
    public async Task A_file_that_is_locked_at_the_start_recovers_too()
    {
        await using var first = new SqliteStorage();
        first.Get<SqliteDatabase>().Open();
        await using var storage = new SqliteStorage(first.Directory, first.Time, s_impatient);
        using (var other = Open(first))
        {
            Execute(other, "BEGIN IMMEDIATE");
            await Assert.ThrowsAsync<StorageUnavailableException>(() => CreateAsync(storage, "a"));
            Execute(other, "ROLLBACK");
        }

        Assert.True((await CreateAsync(storage, "a")).Done);
    }

    [Fact]
    public async Task A_lock_that_ends_in_time_is_waited_for()
    {
        await using var storage = new SqliteStorage();
        storage.Get<SqliteDatabase>().Open();
        using var other = Open(storage);
        Execute(other, "BEGIN IMMEDIATE");
        var waiting = CreateAsync(storage, "a");
        Assert.False(waiting.IsCompleted);
        Execute(other, "ROLLBACK");
        Assert.True((await waiting).Done);
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_made_refuses_and_recovers()
    {
        await using var elsewhere = new SqliteStorage();
        var obstacle = Path.Combine(elsewhere.Directory, "obstacle");
        await System.IO.File.WriteAllTextAsync(obstacle, "a file where a directory should be", Cancellation);
        await using var storage = new SqliteStorage(Path.Combine(obstacle, "data"), new ManualTime());
        await Assert.ThrowsAsync<StorageUnavailableException>(() => CreateAsync(storage, "a"));
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await storage.Blobs.FindAsync(Containers.Alerts, "a", Cancellation));
        System.IO.File.Delete(obstacle);
        Assert.True((await CreateAsync(storage, "a")).Done);
    }

    private static async Task FillAndRecoverAsync(SqliteStorage storage)
    {
        var stored = await FillAsync(storage);
        await ExpectAsync(storage, stored);
        foreach (var name in stored.Take(3))
        {
            Assert.Equal(WriteOutcome.Done, await storage.Blobs.DeleteAsync(Containers.Alerts, name, null, Cancellation));
        }

        Assert.True((await CreateAsync(storage, "after")).Done);
    }

    /// <summary>Creates until the store refuses; the names that it acknowledged.</summary>
    private static async Task<List<string>> FillAsync(SqliteStorage storage)
    {
        var stored = new List<string>();
        while (true)
        {
            var names = Enumerable.Range(stored.Count, 3).Select(i => $"a{i:D4}").ToArray();
            var writes = names.Select(n => CreateAsync(storage, n)).ToArray();
            var failed = await Record.ExceptionAsync(() => Task.WhenAll(writes));
            stored.AddRange(names.Where((_, i) => writes[i].IsCompletedSuccessfully));
            if (failed is not null)
            {
                Assert.IsType<StorageUnavailableException>(failed);
                Assert.NotEmpty(stored);
                return stored;
            }
        }
    }

    private static async Task ExpectAsync(SqliteStorage storage, List<string> names)
    {
        foreach (var name in names)
        {
            Assert.Equal(50_000, (await storage.Blobs.ReadAsync(Containers.Alerts, name, Cancellation))!.Content.Length);
        }

        Assert.Equal(names, (await storage.Blobs.ListAsync(Containers.Alerts, "a", null, 5_000, Cancellation)).Items.Select(i => i.Name));
    }

    private static Task<BlobWrite> CreateAsync(SqliteStorage storage, string name) =>
        storage.Blobs.CreateAsync(Containers.Alerts, name, new byte[50_000], null, Cancellation).AsTask();

    private static SqliteConnection Open(SqliteStorage storage)
    {
        var connection = new SqliteConnection($"Data Source={storage.File};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are these tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
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
