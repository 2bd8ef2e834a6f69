using Microsoft.AspNetCore.Http;
using Vigil.Core;
using Vigil.Core.Messaging;
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
        var cursor = http.Request.Query["cursor"].ToString();
        var page = await deadLetters.ListAsync(cursor.Length == 0 ? null : cursor, PageSize, cancellationToken);
        return Results.Json(new DeadLetterList([.. page.Items.Select(DeadLetterItem.From)], page.Next), WebJson.Default.DeadLetterList);
    });

    /// <summary>Sends one letter through the pipeline again: 202; with <c>?dryRun=true</c> only tells what would be sent: 200.</summary>
    public ValueTask<IResult> ReplayAsync(HttpContext context, string id) => guarded.RunAsync(context, Access.Operate, async (http, cancellationToken) =>
    {
        var dryRun = http.Request.Query["dryRun"].ToString().Equals("true", StringComparison.OrdinalIgnoreCase);
        return DeterministicId.IsWellFormed(id) && await replay.ReplayAsync(id, dryRun, cancellationToken) is { } letter
            ? Results.Json(DeadLetterItem.From(letter), WebJson.Default.DeadLetterItem,
                statusCode: dryRun ? StatusCodes.Status200OK : StatusCodes.Status202Accepted)
            : Refusals.Of(Reason.NotFound);
    });
}

/// <summary>A dead letter, without its message.</summary>
public sealed record DeadLetterItem(
    string Id, string Stage, string Reason, string Detail, string SubjectId, IReadOnlyList<DateTimeOffset> Attempts, DateTimeOffset FirstSeen, DateTimeOffset LastSeen)
{
    public static DeadLetterItem From(DeadLetter letter) => new(
        letter.Id, letter.Stage, letter.Reason, letter.Detail, letter.SubjectId, letter.Attempts, letter.FirstSeen, letter.LastSeen);
}

/// <summary>One page of dead letters; <paramref name="Next"/> is the cursor of the page after, null on the last.</summary>
public sealed record DeadLetterList(IReadOnlyList<DeadLetterItem> Items, string? Next);
