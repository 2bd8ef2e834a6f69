using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Vigil.Core;
using Vigil.Core.Scanning.Releases;
using Vigil.Core.Scanning.Uploads;
using Vigil.Web.Problems;
using Vigil.Web.Security;

namespace Vigil.Web.Uploads;

/// <summary>Takes files and tells how they fare, for every head. No content is ever served back.</summary>
public sealed class UploadEndpoint(Guarded guarded, AcceptUpload accept, GetUpload get, ReleaseUpload release)
{
    /// <summary>202 with the upload's id once the body is stored and queued; the body streams into storage and is never held whole.</summary>
    public ValueTask<IResult> AcceptAsync(HttpContext context) => guarded.RunAsync(context, Access.Upload, async (http, cancellationToken) =>
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            // The limit here is the application's own, the same in every head.
            server.MaxRequestBodySize = null;
        }

        var request = http.Request;
        var outcome = await accept.HandleAsync(
            new UploadRequest(NameOf(request), request.ContentType, request.ContentLength, CallerOf(http), request.Body), cancellationToken);
        if (outcome is not UploadOutcome.Accepted accepted)
        {
            return Refusals.Of(((UploadOutcome.Rejected)outcome).Reason);
        }

        http.Response.Headers.Location = Routes.Absolute(Routes.Upload.Replace("{id}", accepted.UploadId, StringComparison.Ordinal));
        return Results.Json(
            new UploadReceipt(accepted.UploadId, UploadView.StatusOf(UploadState.Pending)), WebJson.Default.UploadReceipt, statusCode: StatusCodes.Status202Accepted);
    });

    /// <summary>200 with the upload; 404 also for one that the caller may not see.</summary>
    public ValueTask<IResult> GetAsync(HttpContext context, string id) => guarded.RunAsync(context, Access.UploadRead, async (http, cancellationToken) =>
        await get.HandleAsync(id, CallerOf(http), Access.Read.IsMetBy(http.User), cancellationToken) is { } upload
            ? Results.Json(UploadView.Of(upload), WebJson.Default.UploadView)
            : Refusals.Of(Reason.NotFound));

    /// <summary>200 with the upload once it is in <c>clean/</c> against its verdict.</summary>
    public ValueTask<IResult> ReleaseAsync(HttpContext context, string id) => guarded.RunAsync(context, Access.Operate, async (http, cancellationToken) =>
    {
        var (body, fault) = await RequestBody.ReadAsync(http.Request, WebJson.Default.ReleaseRequest, cancellationToken);
        if (body is null)
        {
            return Refusals.Of(fault);
        }

        return await release.HandleAsync(id, Access.NameOf(http.User)!, body.Reason, cancellationToken) switch
        {
            ReleaseOutcome.Released released => Results.Json(UploadView.Of(released.Upload), WebJson.Default.UploadView),
            ReleaseOutcome.Refused refused => Refusals.Of(refused.Reason, refused.Detail),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    });

    /// <summary>Exactly one name.</summary>
    private static string? NameOf(HttpRequest request) => request.Query["name"] is [var name] ? name : null;

    private static UploadUser CallerOf(HttpContext http)
    {
        var actor = Actors.Of(http.User);
        return new UploadUser(actor.Id, actor.Name);
    }
}

/// <summary>Body of a release.</summary>
/// <param name="Reason">Why; required.</param>
public sealed record ReleaseRequest(string? Reason = null);
