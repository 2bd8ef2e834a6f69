using System.Text.Json;
using Vigil.Core.Ports;
using Vigil.Core.Telemetry;

namespace Vigil.Core.DeadLetters;

/// <summary><see cref="IDeadLetters"/> in the container <c>dead-letters</c>, one blob each.</summary>
public sealed class BlobDeadLetters(IBlobStore blobs) : IDeadLetters
{
    // Letters that do not match cost no read, yet a page must end.
    private const int ScannedPerPage = 1_000;

    public async ValueTask AddAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        while (!(await blobs.CreateAsync(Containers.DeadLetters, letter.Id, Serialize(letter), DeadLetterSummary.MetadataOf(letter), cancellationToken)).Done
            && await UpdateAsync(letter.Id, stored => stored.SetAsideAgain(letter), cancellationToken) is null)
        {
        }

        VigilTelemetry.RecordDeadLetter(letter.Stage, letter.Reason);
    }

    public async ValueTask<DeadLetter?> FindAsync(string id, CancellationToken cancellationToken) =>
        await blobs.ReadAsync(Containers.DeadLetters, id, cancellationToken) is { } blob ? Parse(blob) : null;

    public async ValueTask<(IReadOnlyList<DeadLetter> Items, string? Next)> ListAsync(
        DeadLetterQuery query, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var letters = new List<DeadLetter>();
        var scanned = 0;
        do
        {
            var page = await blobs.ListAsync(Containers.DeadLetters, string.Empty, cursor, limit, cancellationToken);
            foreach (var item in page.Items)
            {
                var summary = DeadLetterSummary.FromMetadata(item);
                if (summary.Waits && query.Matches(summary.Reason, summary.Stage, summary.LastSeen)
                    && await FindAsync(item.Name, cancellationToken) is { } letter)
                {
                    letters.Add(letter);
                }
            }

            (scanned, cursor) = (scanned + page.Items.Count, page.Next);
        }
        while (cursor is not null && letters.Count == 0 && scanned < ScannedPerPage);
        return (letters, cursor);
    }

    public ValueTask<DeadLetter?> MarkReplayedAsync(string id, ReplayEntry replay, CancellationToken cancellationToken) =>
        UpdateAsync(id, stored => stored.ReplayedBy(replay), cancellationToken);

    /// <summary>Null when the letter is gone.</summary>
    private async ValueTask<DeadLetter?> UpdateAsync(string id, Func<DeadLetter, DeadLetter> change, CancellationToken cancellationToken)
    {
        while (await blobs.ReadAsync(Containers.DeadLetters, id, cancellationToken) is { } found)
        {
            var next = change(Parse(found));
            if ((await blobs.ReplaceAsync(
                Containers.DeadLetters, id, Serialize(next), DeadLetterSummary.MetadataOf(next), found.Info.ETag, cancellationToken)).Done)
            {
                return next;
            }
        }

        return null;
    }

    private static byte[] Serialize(DeadLetter letter) => JsonSerializer.SerializeToUtf8Bytes(letter, DeadLetterJson.Default.DeadLetter);

    private static DeadLetter Parse(Blob blob) =>
        JsonSerializer.Deserialize(blob.Content.Span, DeadLetterJson.Default.DeadLetter)
        ?? throw new JsonException($"Dead letter {blob.Info.Name} is null.");
}
