using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vigil.Core;
using Vigil.Core.Incidents;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Incidents.Triage;
using Vigil.Core.Ports;
using Vigil.Web.Problems;
using Vigil.Web.Security;

namespace Vigil.Web.Incidents;

/// <summary>The HTTP face of incidents and triage, for every head.</summary>
public sealed class IncidentEndpoint(
    Guarded guarded,
    IIncidentIndex index,
    IncidentQueries queries,
    IncidentTriage triage,
    IncidentViewer viewer,
    TimeProvider time)
{
    /// <summary>Findings of one page.</summary>
    public const int FindingsPerPage = 20;

    public ValueTask<IResult> ListAsync(HttpContext context) => guarded.RunAsync(context, Access.Read, async (http, cancellationToken) =>
    {
        var (query, limit, fault) = IncidentQueryString.Parse(http.Request.Query, time.GetUtcNow());
        if (query is null)
        {
            return Refusals.Of(Reason.RequestMalformed, fault);
        }

        var cursor = http.Request.Query["cursor"].ToString();
        var page = await index.ListAsync(query, cursor.Length == 0 ? null : cursor, limit, cancellationToken);
        return Results.Json(new IncidentList([.. page.Items.Select(IncidentItem.From)], page.Next), WebJson.Default.IncidentList);
    });

    public ValueTask<IResult> GetAsync(HttpContext context, string id) => guarded.RunAsync(context, Access.Read, async (http, cancellationToken) =>
        await queries.GetAsync(id, FindingsPerPage, cancellationToken) is { } detail
            ? await ShowAsync(http, detail, cancellationToken)
            : Refusals.Of(Reason.NotFound));

    public ValueTask<IResult> ListFindingsAsync(HttpContext context, string id) => guarded.RunAsync(context, Access.Read, async (http, cancellationToken) =>
    {
        var cursor = http.Request.Query["cursor"].ToString();
        return await queries.ListFindingsAsync(id, cursor.Length == 0 ? null : cursor, FindingsPerPage, cancellationToken) is { } page
            ? Results.Json(await viewer.ViewAsync(page, cancellationToken), WebJson.Default.FindingList)
            : Refusals.Of(Reason.NotFound);
    });

    /// <summary>Claims the most urgent New incident for the caller: 200 with it, 204 when none is New.</summary>
    public ValueTask<IResult> TakeNextAsync(HttpContext context) => guarded.RunAsync(context, Access.Triage, async (http, cancellationToken) =>
        await triage.TakeNextAsync(Actors.Of(http.User), cancellationToken) is TriageOutcome.Done done
            && await queries.GetAsync(done.Incident.Id, FindingsPerPage, cancellationToken) is { } detail
                ? await ShowAsync(http, detail, cancellationToken)
                : Results.NoContent());

    /// <summary>Acts on an incident as the caller saw it: <c>If-Match</c> carries the triage revision, and is required.</summary>
    public ValueTask<IResult> ActAsync(HttpContext context, string id, string verb) => guarded.RunAsync(context, TriageRequest.AccessOf(verb), async (http, cancellationToken) =>
    {
        var (request, reason) = await RequestBody.ReadAsync(http.Request, WebJson.Default.TriageRequest, cancellationToken);
        if (request is null)
        {
            return Refusals.Of(reason);
        }

        var (action, fault) = request.ToAction(verb);
        if (action is null)
        {
            return fault is null ? Refusals.Of(Reason.NotFound) : Refusals.Of(Reason.RequestMalformed, fault);
        }

        var (expected, absent) = IfMatch(http.Request);
        if (absent || expected is null)
        {
            return Refusals.Of(absent ? Reason.PreconditionRequired : Reason.PreconditionFailed, "If-Match carries the triageRevision that was read.");
        }

        return await triage.ActAsync(id, expected, Actors.Of(http.User), action, cancellationToken) switch
        {
            TriageOutcome.Done done => Show(http, done.Incident),
            TriageOutcome.Refused refused => Refusals.Of(refused.Reason, refused.Detail),
            var other => throw new InvalidOperationException($"No answer for {other.GetType().Name}."),
        };
    });

    private static (int? Expected, bool Absent) IfMatch(HttpRequest request)
    {
        var text = request.Headers.IfMatch.ToString();
        return (int.TryParse(text.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null, text.Length == 0);
    }

    private static IResult Show(HttpContext context, IncidentHeader header)
    {
        SetETag(context, header);
        return Results.Json(IncidentItem.From(header.ToSummary()), WebJson.Default.IncidentItem);
    }

    private static void SetETag(HttpContext context, IncidentHeader header) =>
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{header.Triage.Revision}\"");

    private async ValueTask<IResult> ShowAsync(HttpContext context, IncidentDetail detail, CancellationToken cancellationToken)
    {
        SetETag(context, detail.Header);
        return Results.Json(await viewer.ViewAsync(detail, cancellationToken), WebJson.Default.IncidentView);
    }
}
