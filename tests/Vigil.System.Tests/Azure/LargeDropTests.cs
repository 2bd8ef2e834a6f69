using System.Globalization;
using System.Text;
using Vigil.Cli.Shared;
using Vigil.Core.Ports;
using Vigil.SystemTests.Running;
using Vigil.SystemTests.Storms;
using Xunit;

namespace Vigil.SystemTests.Azure;

/// <summary>
/// A file that is larger than an upload may be is dropped into the storage account. <c>VIGIL_TEST_DROP_MIB=1024</c> makes it larger than the 200 MiB that
/// it has by default.
/// </summary>
public sealed class LargeDropTests(AzuriteFixture azurite)
{
    private const string SizeVariable = "VIGIL_TEST_DROP_MIB";
    private const int Small = 4;
    private const int MiB = 1024 * 1024;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static int Large => int.Parse(Environment.GetEnvironmentVariable(SizeVariable) ?? "200", CultureInfo.InvariantCulture);

    [Fact]
    public async Task The_memory_of_a_scan_does_not_grow_with_the_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs /proc.");
        var connection = await azurite.NewAccountAsync();
        using var directory = new ScratchDirectory();
        await using var vigil = await VigilProcess.StartAsync(
            directory.Path, [.. KillStorm.SettingsOn(connection), new("Scanning__InspectionSuffices", "true")]);
        await using var store = new Store(directory.Path, connection);
        await DropAsync(store, "small.bin", Small);
        var before = vigil.PeakMemory();

        await DropAsync(store, "large.bin", Large);

        var after = vigil.PeakMemory();
        TestContext.Current.SendDiagnosticMessage($"Peak memory {before / MiB} MiB after a file of {Small} MiB, {after / MiB} MiB after one of {Large} MiB.");
        Assert.InRange(after - before, 0, 100L * MiB);
    }

    /// <summary>Ends when the file is in <c>clean/</c>.</summary>
    private static async Task DropAsync(Store store, string name, int size)
    {
        await using (var writer = await store.Get<IBlobStore>().OpenWriteAsync(Containers.Uploads, name, Cancelled))
        {
            var block = new byte[MiB];
            new Random(size).NextBytes(block);
            "Random"u8.CopyTo(block);
            for (var i = 0; i < size; i++)
            {
                await writer.WriteAsync(block, Cancelled);
            }

            var write = await writer.CommitAsync(null, Cancelled);
            await store.Get<IMessageQueues>().SendAsync(Queues.Scans, Encoding.UTF8.GetBytes(Created(name, write.ETag!)), TimeSpan.Zero, Cancelled);
        }

        await Eventually.NothingAsync(
            async () => (await store.ListAsync(Containers.Clean)).Any(f => f.Length == (long)size * MiB) ? null : $"{name} is not clean.", TimeSpan.FromMinutes(10));
    }

    private static string Created(string blob, string eTag) => $$$"""
        {"specversion": "1.0", "id": "e1", "type": "Microsoft.Storage.BlobCreated", "source": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/acme",
         "subject": "/blobServices/default/containers/uploads/blobs/{{{blob}}}", "time": "2026-03-16T09:00:00Z",
         "data": {"api": "PutBlockList", "eTag": "{{{eTag.Trim('"')}}}", "blobType": "BlockBlob", "url": "https://acme.blob.core.windows.net/uploads/{{{blob}}}"}}
        """;
}
