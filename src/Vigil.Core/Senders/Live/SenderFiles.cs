using System.Text;
using Vigil.Core.Ports;

namespace Vigil.Core.Senders.Live;

/// <summary>
/// Profiles and instances as they lie in the container <c>reference</c>: <c>senders/profiles/{name}.yaml</c> and <c>senders/instances.yaml</c>.
/// </summary>
public sealed class SenderFiles(IBlobStore blobs)
{
    public const string Prefix = "senders/";
    public const string Profiles = Prefix + "profiles/";
    public const string Instances = Prefix + "instances.yaml";

    /// <summary>Files that are looked at; more are not.</summary>
    public const int MaxFiles = 500;

    private const int MaxTries = 8;

    public static string NameOf(string profile) => $"{Profiles}{profile}.yaml";

    /// <summary>Name and ETag of every file: one call.</summary>
    public async ValueTask<IReadOnlyDictionary<string, string>> ListAsync(CancellationToken cancellationToken)
    {
        var page = await blobs.ListAsync(Containers.Reference, Prefix, null, MaxFiles, cancellationToken);
        return page.Items.ToDictionary(i => i.Name, i => i.ETag, StringComparer.Ordinal);
    }

    /// <summary>The text; null when it is gone. Bytes that are no UTF-8 become U+FFFD, which no profile needs.</summary>
    public async ValueTask<SenderFile?> ReadAsync(string name, CancellationToken cancellationToken) =>
        await blobs.ReadAsync(Containers.Reference, name, cancellationToken) is { } blob
            ? new SenderFile(name, blob.Info.ETag, Encoding.UTF8.GetString(blob.Content.Span))
            : null;

    /// <summary>Creates or replaces a file.</summary>
    public async ValueTask WriteAsync(string name, string text, CancellationToken cancellationToken)
    {
        var content = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < MaxTries; i++)
        {
            var write = await blobs.FindAsync(Containers.Reference, name, cancellationToken) is { } known
                ? await blobs.ReplaceAsync(Containers.Reference, name, content, null, known.ETag, cancellationToken)
                : await blobs.CreateAsync(Containers.Reference, name, content, null, cancellationToken);
            if (write.Done)
            {
                return;
            }
        }

        throw new StorageUnavailableException($"{name} is being changed by others.", TimeSpan.FromSeconds(1), null);
    }

    /// <summary>False when there was none.</summary>
    public async ValueTask<bool> RemoveAsync(string name, CancellationToken cancellationToken) =>
        await blobs.DeleteAsync(Containers.Reference, name, null, cancellationToken) == WriteOutcome.Done;
}
