using System.Globalization;
using System.Text.Json;
using Vigil.Core.Ports;

namespace Vigil.Core.Reports;

/// <summary>
/// Keeps the counts of every process, each page under a name of its own: nothing is added up in place, so that no two processes meet.
/// A process that is killed loses what it counted since its last page.
/// </summary>
public sealed class TallyStore(IBlobStore blobs, TimeProvider time)
{
    private const string Prefix = "counts/";
    private const int PageSize = 500;

    private static readonly string s_process = DeterministicId.Of(Environment.MachineName, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

    /// <summary>Stores the page among those of today.</summary>
    public async ValueTask AddAsync(TallyPage page, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(page, ReportJson.Default.TallyPage);
        var now = time.GetUtcNow();
        var name = string.Create(CultureInfo.InvariantCulture,
            $"{PrefixOf(DateOnly.FromDateTime(now.UtcDateTime))}{now:HHmmssfffffff}-{s_process}");
        await blobs.CreateAsync(Containers.Reports, name, json, null, cancellationToken);
    }

    /// <summary>All pages of the day, of all processes.</summary>
    public async ValueTask<IReadOnlyList<TallyPage>> ReadAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var pages = new List<TallyPage>();
        string? cursor = null;
        do
        {
            var list = await blobs.ListAsync(Containers.Reports, PrefixOf(day), cursor, PageSize, cancellationToken);
            foreach (var item in list.Items)
            {
                if (await blobs.ReadAsync(Containers.Reports, item.Name, cancellationToken) is { } blob)
                {
                    pages.Add(JsonSerializer.Deserialize(blob.Content.Span, ReportJson.Default.TallyPage)!);
                }
            }

            cursor = list.Next;
        }
        while (cursor is not null);
        return pages;
    }

    private static string PrefixOf(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{day:yyyy-MM-dd}/");
}
