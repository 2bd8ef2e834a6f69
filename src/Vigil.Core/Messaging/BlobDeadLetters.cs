using System.Text.Json;
using Vigil.Core.Ports;

namespace Vigil.Core.Messaging;

/// <summary><see cref="IDeadLetters"/> in the container <c>dead-letters</c>, one blob each.</summary>
public sealed class BlobDeadLetters(IBlobStore blobs) : IDeadLetters
{
    public async ValueTask AddAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        while (!(await blobs.CreateAsync(Containers.DeadLetters, letter.Id, Serialize(letter), null, cancellationToken)).Done)
        {
            var found = await blobs.ReadAsync(Containers.DeadLetters, letter.Id, cancellationToken);
            if (found is null)
            {
                continue;
            }

            var renewed = letter with { FirstSeen = Parse(found).FirstSeen };
            var write = await blobs.ReplaceAsync(
                Containers.DeadLetters, letter.Id, Serialize(renewed), null, found.Info.ETag, cancellationToken);
            if (write.Done)
            {
                return;
            }
        }
    }

    public async ValueTask<DeadLetter?> FindAsync(string id, CancellationToken cancellationToken) =>
        await blobs.ReadAsync(Containers.DeadLetters, id, cancellationToken) is { } blob ? Parse(blob) : null;

    public async ValueTask<(IReadOnlyList<DeadLetter> Items, string? Next)> ListAsync(
        string? cursor, int limit, CancellationToken cancellationToken)
    {
        var page = await blobs.ListAsync(Containers.DeadLetters, string.Empty, cursor, limit, cancellationToken);
        var letters = new List<DeadLetter>(page.Items.Count);
        foreach (var item in page.Items)
        {
            if (await FindAsync(item.Name, cancellationToken) is { } letter)
            {
                letters.Add(letter);
            }
        }

        return (letters, page.Next);
    }

    public async ValueTask RemoveAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        if (await blobs.ReadAsync(Containers.DeadLetters, letter.Id, cancellationToken) is { } found && Parse(found).LastSeen == letter.LastSeen)
        {
            await blobs.DeleteAsync(Containers.DeadLetters, letter.Id, found.Info.ETag, cancellationToken);
        }
    }

    private static byte[] Serialize(DeadLetter letter) => JsonSerializer.SerializeToUtf8Bytes(letter, MessagingJson.Default.DeadLetter);

    private static DeadLetter Parse(Blob blob) =>
        JsonSerializer.Deserialize(blob.Content.Span, MessagingJson.Default.DeadLetter)
        ?? throw new JsonException($"Dead letter {blob.Info.Name} is null.");
}
