using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Cli.Shared;
using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Database;

namespace Vigil.Cli.Doctor;

/// <summary>Whether the store answers, and whether the clock can be believed.</summary>
internal static class StoreChecks
{
    private const string Name = "storage";

    public static async Task<IReadOnlyList<Check>> RunAsync(DirectoryInfo data, CancellationToken cancellationToken) =>
        [await StorageAsync(data, cancellationToken), Clock()];

    private static async Task<Check> StorageAsync(DirectoryInfo data, CancellationToken cancellationToken)
    {
        var isEmbedded = !StorageChoice.BySettings.IsAzure(VigilSettings.Load(data.FullName));

        // Opening would create it.
        if (isEmbedded && !File.Exists(Path.Combine(data.FullName, SqliteDatabase.FileName)))
        {
            return Check.Fine(Name, $"{SqliteDatabase.FileName} is created on first use");
        }

        try
        {
            await using var services = StoreServices.Open(data, StorageChoice.BySettings);
            await services.GetRequiredService<IBlobStore>().FindAsync(Containers.Reference, "readiness", cancellationToken);
            var state = await services.GetRequiredService<IMessageQueues>().StateAsync(Queues.Detections, cancellationToken);
            return Check.Fine(Name, FormattableString.Invariant($"{(isEmbedded ? SqliteDatabase.FileName : "the storage account")} answers; {state.Depth} alerts wait"));
        }
        catch (Exception exception) when (exception is StorageUnavailableException or SqliteException or InvalidDataException or InvalidOperationException or CliException)
        {
            return Check.Wrong(Name, exception.Message, isEmbedded ? "Look who else has the file open, and whether this version of Vigil wrote it." : "Check the setting Storage, and that the account or Azurite runs; containers and queues are made by 'vigil up' or deployment.");
        }
    }

    /// <summary>Signatures carry times: a clock that is minutes off refuses every delivery.</summary>
    private static Check Clock()
    {
        var built = new DateTimeOffset(File.GetLastWriteTimeUtc(typeof(StoreChecks).Assembly.Location), TimeSpan.Zero);
        var now = TimeProvider.System.GetUtcNow();
        return now < built
            ? Check.Wrong("clock", FormattableString.Invariant($"{now:u} is before this program was built ({built:u})"), "Set the clock, and let it follow a time server.")
            : Check.Fine("clock", FormattableString.Invariant($"{now:u}"));
    }
}
