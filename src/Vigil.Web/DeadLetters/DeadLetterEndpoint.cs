using Microsoft.AspNetCore.Http;
using Vigil.Core;
using Vigil.Core.DeadLetters;
using Vigil.Core.Ports;
using Vigil.Web.Problems;
using Vigil.Web.Security;

namespace Vigil.Web.DeadLetters;

/// <summary>The HTTP face of the dead letters, for every head.</summary>
public sealed class DeadLetterEndpoint(Guarded guarded, IDeadLetters deadLetters, DeadLetterReplay replay)
{
    private const int PageSize = 50;

    public ValueTask<IResult> ListAsync(HttpContext context) => guarded.RunAsync(context, Access.Operate, async (http, cancellationToken) =>
    {
        var (query, fault) = DeadLetterQueryString.Parse(http.Request.Query);
        if (query is null)
        {
            return Refusals.Of(Reason.RequestMalformed, fault);
        }

        var cursor = http.Request.Query["cursor"].ToString();
        var page = await deadLetters.ListAsync(query, cursor.Length == 0 ? null : cursor, PageSize, cancellationToken);
        return Results.Json(new DeadLetterList([.. page.Items.Select(DeadLetterItem.From)], page.Next), WebJson.Default.DeadLetterList);
    });

    /// <summary>
    /// Sends one letter through the pipeline again: 202 when it was sent, 200 when there was nothing to send. With <c>?dryRun=true</c> only tells
    /// what would happen, and the letter: 200.
    /// </summary>
    public ValueTask<IResult> ReplayAsync(HttpContext context, string id) => guarded.RunAsync(context, Access.Operate, async (http, cancellationToken) =>
    {
        var dryRun = http.Request.Query["dryRun"].ToString().Equals("true", StringComparison.OrdinalIgnoreCase);
        return await replay.ReplayAsync(id, Access.NameOf(http.User)!, dryRun, cancellationToken) is { } result
            ? Results.Json(ReplayAnswer.From(result), WebJson.Default.ReplayAnswer,
                statusCode: result.Sent ? StatusCodes.Status202Accepted : StatusCodes.Status200OK)
            : Refusals.Of(Reason.NotFound);
    });
}
