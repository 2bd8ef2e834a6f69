using System.Security.Cryptography;
using System.Text;
using Vigil.Core.Ports;
using Vigil.Core.Scanning;
using Vigil.SystemTests.Running;
using Xunit;

namespace Vigil.SystemTests.Uploads;

/// <summary>A consumer who can read <c>clean/</c> and nothing else, and does so all the time.</summary>
internal sealed class CleanReader(Store store)
{
    private static readonly byte[] s_eicar = Encoding.ASCII.GetBytes(TestFile.Content);

    /// <summary>Names of all that was read.</summary>
    public HashSet<string> Read { get; } = [];

    /// <summary>Until cancelled; fails with the first byte that it must not have seen.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await LookAsync();
        }

        await LookAsync();
    }

    private async Task LookAsync()
    {
        foreach (var file in await store.ListAsync(Containers.Clean))
        {
            var blob = (await store.Get<IBlobStore>().ReadAsync(Containers.Clean, file.Name, TestContext.Current.CancellationToken))!;
            Assert.True(blob.Content.Span.IndexOf(s_eicar) < 0, "An infected file could be read.");
            Assert.Equal("clean", blob.Info.Metadata["verdict"]);
            Assert.EndsWith('/' + Convert.ToHexStringLower(SHA256.HashData(blob.Content.Span)), file.Name, StringComparison.Ordinal);
            Read.Add(file.Name);
        }
    }
}
