using Microsoft.AspNetCore.Http;
using Vigil.Core;

namespace Vigil.Web.Problems;

/// <summary>The status of every refusal outside intake, where the sender's profile decides.</summary>
internal static class Refusals
{
    public static IResult Of(Reason reason, string? detail = null, IReadOnlyList<RowFault>? rows = null) =>
        new ProblemResult(reason, StatusOf(reason), detail, rows: rows);

    private static int StatusOf(Reason reason) => reason switch
    {
        Reason.NotAuthenticated => StatusCodes.Status401Unauthorized,
        Reason.NotAuthorized or Reason.HostNotAllowed or Reason.OriginNotAllowed or Reason.ClientHeaderMissing => StatusCodes.Status403Forbidden,
        Reason.NotFound => StatusCodes.Status404NotFound,
        Reason.TransitionNotAllowed or Reason.AlreadyClaimed or Reason.LegalHold or Reason.StorageConflict or Reason.UploadReplaced => StatusCodes.Status409Conflict,
        Reason.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        Reason.BodyTooLarge => StatusCodes.Status413PayloadTooLarge,
        Reason.ContentTypeUnsupported => StatusCodes.Status415UnsupportedMediaType,
        Reason.ReferenceDataRefused or Reason.ReferenceDataUnreadable => StatusCodes.Status422UnprocessableEntity,
        Reason.PreconditionRequired => StatusCodes.Status428PreconditionRequired,
        Reason.StorageUnavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };
}
