using System.Globalization;
using System.Runtime.CompilerServices;
using Vigil.Core.Ports;

namespace Vigil.Core.Incidents.Triage;

/// <summary>
/// Intents of what no message guards: <c>pending/{yyyyMMddHH}/{incidentId}:{triage revision}</c> stands from before the audit entry until all
/// that it entails is done.
/// </summary>
public sealed class PendingIntents(IBlobStore blobs, TimeProvider time)
{
    private const int PageSize = 500;

    /// <summary>Returns the name to delete it by.</summary>
    public async ValueTask<string> CreateAsync(string incident, int revision, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyyMMddHH}/{incident}:{revision}");
        await blobs.CreateAsync(Containers.Pending, name, default, null, cancellationToken);
        return name;
    }

    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken) =>
        await blobs.DeleteAsync(Containers.Pending, name, null, cancellationToken);

    /// <summary>Intents older than <paramref name="age"/>, oldest hour first, a page read at a time.</summary>
    public async IAsyncEnumerable<PendingIntent> ListAsync(TimeSpan age, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - age;
        string? cursor = null;
        do
        {
            var page = await blobs.ListAsync(Containers.Pending, string.Empty, cursor, PageSize, cancellationToken);
            foreach (var intent in page.Items.Where(i => i.Created < before))
            {
                yield return PendingIntent.Parse(intent.Name);
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }
}
