using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Vigil.Web.Incidents;
using Xunit;

namespace Vigil.Web.Tests.Incidents;

/// <summary>What a list of incidents can be asked for.</summary>
public sealed class IncidentQueryStringTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("?status=new", new[] { 1 })]
    [InlineData("?status=NEW,closed", new[] { 1, 5 })]
    [InlineData("?status=open", new[] { 1, 2, 3 })]
    [InlineData("?status=2&status=3", new[] { 2, 3 })]
    [InlineData("?status=new,new", new[] { 1 })]
    public void Statuses_are_names_or_numbers_in_any_number(string query, int[] expected) =>
        Assert.Equal(expected, Parse(query).Query!.Statuses);

    [Theory]
    [InlineData("?status=urgent")]
    [InlineData("?status=0")]
    [InlineData("?status=6")]
    [InlineData("?priority=5")]
    [InlineData("?priority=-1")]
    [InlineData("?since=yesterday")]
    [InlineData("?since=1/2/2026")]
    [InlineData("?q=x&since=2026-02-14T08:59:59Z")]
    [InlineData("?limit=0")]
    [InlineData("?limit=201")]
    [InlineData("?limit=1e2")]
    [InlineData("?limit=%20 5")]
    public void What_cannot_be_meant_is_a_fault(string query)
    {
        var (parsed, _, fault) = Parse(query);
        Assert.Null(parsed);
        Assert.NotNull(fault);
    }

    [Fact]
    public void Texts_are_taken_up_to_200_characters()
    {
        Assert.NotNull(Parse("?q=" + new string('x', 200)).Query);
        Assert.Null(Parse("?q=" + new string('x', 201)).Query);
    }

    [Fact]
    public void An_empty_assignee_asks_for_what_nobody_has_and_none_for_anybodys()
    {
        Assert.Equal(string.Empty, Parse("?assignee=").Query!.Assignee);
        Assert.Null(Parse("?q=x").Query!.Assignee);
    }

    [Fact]
    public void A_text_is_searched_for_in_the_last_30_days()
    {
        Assert.Equal(s_now.AddDays(-30), Parse("?q=x").Query!.Since);
        Assert.NotNull(Parse("?q=x&since=2026-02-14T09:00:00Z").Query);
        Assert.Null(Parse("?status=new").Query!.Since);
    }

    [Fact]
    public void A_time_without_offset_is_utc() =>
        Assert.Equal(new DateTimeOffset(2026, 3, 16, 9, 0, 0, TimeSpan.Zero), Parse("?since=2026-03-16T09:00:00").Query!.Since);

    private static (Core.Ports.IncidentQuery? Query, int Limit, string? Fault) Parse(string query) =>
        IncidentQueryString.Parse(new QueryCollection(QueryHelpers.ParseQuery(query)), s_now);
}
