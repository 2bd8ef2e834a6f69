using Vigil.Core.Incidents;
using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Database;
using Vigil.Storage.Sqlite.Incidents;
using Xunit;

namespace Vigil.Storage.Tests.Sqlite;

/// <summary>Listings read the rows that they are asked for and not all that were ever closed.</summary>
public sealed class SqliteListingPlanTests : IAsyncDisposable
{
    private static readonly IncidentCursor s_open = new(0, -4, -90, "i1");
    private static readonly IncidentCursor s_closed = new(1, -4, -90, "i1");

    private readonly SqliteStorage _storage = new();

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Theory]
    [InlineData(false, "(closed<?)")]
    [InlineData(true, "((closed,priority_rank,score_rank,id)>(?,?,?,?) AND closed<?)")]
    public void Open_incidents_are_found_without_a_look_at_closed_ones(bool later, string range) =>
        Assert.EndsWith(range, Plan([IncidentStatus.New, IncidentStatus.InProgress], later ? s_open : null), StringComparison.Ordinal);

    [Fact]
    public void Closed_incidents_are_found_without_a_look_at_open_ones() => Assert.EndsWith(
        "((closed,priority_rank,score_rank,id)>(?,?,?,?))", Plan([IncidentStatus.Closed, IncidentStatus.Resolved], null), StringComparison.Ordinal);

    [Fact]
    public void A_listing_of_closed_incidents_starts_at_the_first_of_them_or_where_its_page_ended()
    {
        var query = new IncidentQuery([IncidentStatus.Closed]);
        Assert.Equal(1, IncidentListing.Start(query, null)!.Closed);
        Assert.Equal(1, IncidentListing.Start(query, s_open)!.Closed);
        Assert.Same(s_closed, IncidentListing.Start(query, s_closed));
    }

    [Theory]
    [InlineData]
    [InlineData(IncidentStatus.New, IncidentStatus.Closed)]
    public void A_listing_of_both_or_of_nothing_starts_where_it_is_told(params int[] statuses)
    {
        Assert.Null(IncidentListing.Start(new IncidentQuery(statuses), null));
        Assert.Same(s_open, IncidentListing.Start(new IncidentQuery(statuses), s_open));
        Assert.DoesNotContain("<?", Plan(statuses, s_open), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "n/1 n/2")]
    [InlineData("n/", "n/1 n/2")]
    [InlineData("n/1", "n/2")]
    [InlineData("n/2", "")]
    [InlineData("z", "")]
    public async Task A_listing_of_blobs_starts_at_its_prefix_or_after_its_cursor_whichever_is_later(string cursor, string expected)
    {
        foreach (var name in new[] { "m", "n/1", "n/2", "z", "z1" })
        {
            await _storage.Blobs.CreateAsync(Containers.Findings, name, default, null, TestContext.Current.CancellationToken);
        }

        var page = await _storage.Blobs.ListAsync(Containers.Findings, "n/", cursor, 10, TestContext.Current.CancellationToken);
        Assert.Equal(expected, string.Join(' ', page.Items.Select(i => i.Name)));
    }

    private string Plan(int[] statuses, IncidentCursor? after) => _storage.Get<SqliteDatabase>().Read(
        (Query: new IncidentQuery(statuses), after),
        static (session, s) =>
        {
            using var plan = session.Use("EXPLAIN QUERY PLAN " + IncidentListing.Sql(s.Query, IncidentListing.Start(s.Query, s.after)));
            while (plan.Step())
            {
                if (plan.Text(3).Contains("incident_index", StringComparison.Ordinal))
                {
                    return plan.Text(3);
                }
            }

            return "no plan";
        });
}
