using Vigil.Core.Ports;

namespace Vigil.Core.Incidents.Members;

/// <summary>The findings of each incident, beside its header.</summary>
public sealed class MemberStore(IBlobStore blobs)
{
    private const int PageSize = 5_000;

    /// <summary>Adds the finding, or renews what is told of it when the record's revision is higher.</summary>
    public async ValueTask<MemberPut> PutAsync(string incident, string findingId, MemberRecord record, CancellationToken cancellationToken)
    {
        var name = Prefix(incident) + findingId;
        var metadata = record.ToMetadata();
        while (true)
        {
            if ((await blobs.CreateAsync(Containers.Incidents, name, default, metadata, cancellationToken)).Done)
            {
                return MemberPut.Created;
            }

            if (await blobs.FindAsync(Containers.Incidents, name, cancellationToken) is not { } info)
            {
                continue;
            }

            if (MemberRecord.FromMetadata(info).Revision >= record.Revision)
            {
                return MemberPut.Unchanged;
            }

            if ((await blobs.ReplaceAsync(Containers.Incidents, name, default, metadata, info.ETag, cancellationToken)).Done)
            {
                return MemberPut.Renewed;
            }
        }
    }

    public async ValueTask DeleteAsync(string incident, string findingId, CancellationToken cancellationToken) =>
        await blobs.DeleteAsync(Containers.Incidents, Prefix(incident) + findingId, null, cancellationToken);

    public async ValueTask<MemberRecord?> FindAsync(string incident, string findingId, CancellationToken cancellationToken) =>
        await blobs.FindAsync(Containers.Incidents, Prefix(incident) + findingId, cancellationToken) is { } info
            ? MemberRecord.FromMetadata(info)
            : null;

    /// <summary>One page, by finding id; <c>Next</c> is null on the last.</summary>
    public async ValueTask<(IReadOnlyList<KeyValuePair<string, MemberRecord>> Items, string? Next)> ListAsync(
        string incident, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var prefix = Prefix(incident);
        var page = await blobs.ListAsync(Containers.Incidents, prefix, cursor, limit, cancellationToken);
        return ([.. page.Items.Select(i => KeyValuePair.Create(i.Name[prefix.Length..], MemberRecord.FromMetadata(i)))], page.Next);
    }

    /// <summary>All findings of the incident.</summary>
    public async ValueTask<IReadOnlyList<KeyValuePair<string, MemberRecord>>> ReadAllAsync(string incident, CancellationToken cancellationToken)
    {
        var (all, next) = await ListAsync(incident, null, PageSize, cancellationToken);
        while (next is not null)
        {
            (var more, next) = await ListAsync(incident, next, PageSize, cancellationToken);
            all = [.. all, .. more];
        }

        return all;
    }

    private static string Prefix(string incident) => incident + "/members/";
}
