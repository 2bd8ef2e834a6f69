using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Database;
using Vigil.Testing;
using Xunit;

namespace Vigil.Storage.Tests.Sqlite;

/// <summary>What is on the disk, and for whom.</summary>
public sealed class SqliteDurabilityTests : IAsyncDisposable
{
    private readonly SqliteStorage _storage = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public async Task What_was_written_is_there_after_the_file_is_opened_again()
    {
        var large = new byte[3_000_000];
        large[^1] = 7;
        await using (var first = new SqliteStorage(_storage.Directory, _storage.Time))
        {
            await first.Blobs.CreateAsync(Containers.Alerts, "small", "x"u8.ToArray(), null, Cancellation);
            await first.Blobs.CreateAsync(Containers.Alerts, "large", large, null, Cancellation);
            await first.Queues.SendAsync(Queues.Detections, "m"u8.ToArray(), TimeSpan.Zero, Cancellation);
            await first.Get<IIncidentQueue>().PublishAsync(
                new IncidentMessage("i:1", "i", "b"u8.ToArray(), new Dictionary<string, string>()), Cancellation);
        }

        Assert.Equal([_storage.File], Directory.GetFiles(_storage.Directory));
        Assert.Equal("x"u8.ToArray(), (await _storage.Blobs.ReadAsync(Containers.Alerts, "small", Cancellation))!.Content.ToArray());
        Assert.Equal(large, (await _storage.Blobs.ReadAsync(Containers.Alerts, "large", Cancellation))!.Content.ToArray());
        Assert.Single(await _storage.Queues.ReceiveAsync(Queues.Detections, 1, TimeSpan.FromMinutes(1), Cancellation));
        Assert.Single(await _storage.Get<IIncidentQueue>().ReceiveAsync(1, TimeSpan.FromMinutes(1), Cancellation));
    }

    [Fact]
    public async Task What_was_acknowledged_is_in_the_files_before_anything_is_closed()
    {
        await _storage.Blobs.CreateAsync(Containers.Alerts, "a", "x"u8.ToArray(), null, Cancellation);
        var copy = Directory.CreateTempSubdirectory("vigil-sqlite-");
        foreach (var file in Directory.GetFiles(_storage.Directory).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
        {
            System.IO.File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
        }

        await using (var survivor = new SqliteStorage(copy.FullName, _storage.Time))
        {
            Assert.NotNull(await survivor.Blobs.FindAsync(Containers.Alerts, "a", Cancellation));
        }

        copy.Delete(recursive: true);
    }

    [Fact]
    public async Task Every_commit_is_flushed_to_the_disk()
    {
        await using var storage = new SqliteStorage(_storage.Directory, _storage.Time);
        var full = await storage.Get<SqliteDatabase>().WriteAsync(
            0, static (session, _) => session.Scalar("PRAGMA synchronous"), Cancellation);
        Assert.Equal(2, full);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Directory_and_files_are_for_their_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such rights.");
        var directory = Path.Combine(_storage.Directory, "data", "vigil");
        await using var storage = new SqliteStorage(directory, _storage.Time);
        await storage.Blobs.CreateAsync(Containers.Alerts, "a", default, null, Cancellation);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(directory));
        Assert.Equal(3, Directory.GetFiles(directory).Length);
        Assert.All(
            Directory.GetFiles(directory),
            file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(file)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_file_of_another_version_is_refused_by_name_and_left_alone(int step)
    {
        await using (var first = new SqliteStorage(_storage.Directory, _storage.Time))
        {
            first.Get<SqliteDatabase>().Open();
        }

        var other = (Schema.Version + step).ToString(CultureInfo.InvariantCulture);
        Execute($"PRAGMA user_version = {other}");
        var refused = Assert.Throws<InvalidOperationException>(_storage.Get<SqliteDatabase>().Open);
        Assert.Contains(_storage.File, refused.Message, StringComparison.Ordinal);
        Assert.Contains($"version {other}", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await _storage.Blobs.CreateAsync(Containers.Alerts, "a", default, null, Cancellation));
    }

    [Fact]
    public async Task A_closed_database_takes_no_more_work()
    {
        var storage = new SqliteStorage(_storage.Directory, new ManualTime());
        var blobs = storage.Blobs;
        await blobs.CreateAsync(Containers.Alerts, "a", default, null, Cancellation);
        await storage.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(
            async () => await blobs.CreateAsync(Containers.Alerts, "b", default, null, Cancellation));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await blobs.FindAsync(Containers.Alerts, "a", Cancellation));
    }

    private object? Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_storage.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are these tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
