using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vigil.Core.Messaging;

/// <summary>What travels through the work queues: a reference, never content. Under 48 KiB by construction.</summary>
/// <param name="Schema">What the id names: one of the constants here.</param>
/// <param name="Id">Id of the alert, finding or incident.</param>
/// <param name="Revision">Revision of the finding; of a refresh, the listing that makes it needless (0: none does); 0 elsewhere.</param>
/// <param name="TraceParent">W3C traceparent of the work that sent the message.</param>
/// <param name="EnqueuedAt">When the message was first sent.</param>
/// <param name="Attempt">How many tries failed before this one.</param>
/// <param name="Failures">When those tries failed, oldest first, at most <see cref="MaxFailures"/>; null when none did.</param>
/// <param name="Event">What an event of somebody else told; null in messages of our own.</param>
public sealed record WorkMessage(
    string Schema,
    string Id,
    int Revision,
    string? TraceParent,
    DateTimeOffset EnqueuedAt,
    int Attempt,
    IReadOnlyList<DateTimeOffset>? Failures = null,
    BlobEvent? Event = null)
{
    /// <summary>How many times of failed tries a message carries.</summary>
    public const int MaxFailures = 20;

    public const string Alert = "vigil.alert/1";

    /// <summary>An upload that waits to be scanned.</summary>
    public const string Scan = "vigil.scan/1";

    /// <summary>What somebody else told of a blob: <see cref="Event"/>.</summary>
    public const string BlobTold = "vigil.blob-event/1";

    public const string Finding = "vigil.finding/1";
    public const string Refresh = "vigil.refresh/1";

    /// <summary>An incident whose newest revision was held back and is to be published when its time comes.</summary>
    public const string Publish = "vigil.publish/1";

    /// <summary>An incident that is to be escalated if nobody has claimed it when its time comes.</summary>
    public const string Escalate = "vigil.escalate/1";

    public static WorkMessage Create(string schema, string id, int revision, DateTimeOffset now) =>
        new(schema, id, revision, Activity.Current?.Id, now, 0);

    /// <summary>The message for the next try, after one that failed now.</summary>
    public WorkMessage AfterFailure(DateTimeOffset now) =>
        this with { Attempt = Attempt + 1, Failures = [.. (Failures ?? []).TakeLast(MaxFailures - 1), now] };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, MessagingJson.Default.WorkMessage);

    /// <summary>Null for anything that is not a message of ours.</summary>
    public static WorkMessage? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, MessagingJson.Default.WorkMessage);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

// Null is written: a required parameter that was left out would make the message none of ours.
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WorkMessage))]
internal sealed partial class MessagingJson : JsonSerializerContext;
