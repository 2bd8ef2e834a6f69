using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Vigil.Core;
using Vigil.Core.Scanning.Uploads;
using Vigil.Web.Problems;
using Vigil.Web.Security;

namespace Vigil.Web.Uploads;

/// <summary>Takes files and tells how they fare, for every head. No content is ever served back.</summary>
public sealed class UploadEndpoint(Guarded guarded, AcceptUpload accept, GetUpload get)
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

    /// <summary>Exactly one name.</summary>
    private static string? NameOf(HttpRequest request) => request.Query["name"] is [var name] ? name : null;

    private static UploadUser CallerOf(HttpContext http)
    {
        var actor = Actors.Of(http.User);
        return new UploadUser(actor.Id, actor.Name);
    }
}
