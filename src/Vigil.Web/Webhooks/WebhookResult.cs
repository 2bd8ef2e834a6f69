using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Vigil.Core;
using Vigil.Core.Intake;
using Vigil.Core.Senders;
using Vigil.Web.Problems;

namespace Vigil.Web.Webhooks;

/// <summary>The answer to a delivery, in the statuses that its sender understands.</summary>
internal sealed class WebhookResult : IResult, IStatusCodeHttpResult
{
    private readonly int _status;
    private readonly string _contentType;
    private readonly ReadOnlyMemory<byte> _body;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _headers;

    private WebhookResult(int status, string contentType, ReadOnlyMemory<byte> body, IReadOnlyList<KeyValuePair<string, string>> headers) =>
        (_status, _contentType, _body, _headers) = (status, contentType, body, headers);

    public int? StatusCode => _status;

    public static IResult Of(IntakeOutcome outcome) => outcome switch
    {
        IntakeOutcome.Accepted accepted => Receipt(outcome.Answers.Accepted, accepted.AlertId, false),
        IntakeOutcome.Duplicate duplicate => Receipt(outcome.Answers.Duplicate, duplicate.AlertId, true),
        IntakeOutcome.Handshake { Answer: var answer } => new WebhookResult(
            outcome.Answers.Handshake, answer.ContentType, Encoding.UTF8.GetBytes(answer.Body), answer.Headers),
        IntakeOutcome.Rejected { Reason: var reason } => new ProblemResult(Told(reason), StatusOf(reason, outcome.Answers)),
        IntakeOutcome.RetryLater later => new ProblemResult(
            later.Reason, StatusOf(later.Reason, outcome.Answers), retryAfter: later.After),
        _ => throw new InvalidOperationException($"No answer for {outcome.GetType().Name}."),
    };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        foreach (var (name, value) in _headers)
        {
            httpContext.Response.Headers[name] = value;
        }

        return ShortAnswer.WriteAsync(httpContext, _status, _contentType, _body);
    }

    private static WebhookResult Receipt(int status, string alertId, bool isDuplicate) => new(
        status,
        "application/json",
        JsonSerializer.SerializeToUtf8Bytes(new WebhookReceipt(alertId, isDuplicate), WebhookJson.Default.WebhookReceipt),
        []);

    /// <summary>Whether this server has a secret, and which, is nobody's business.</summary>
    private static Reason Told(Reason reason) => reason is Reason.SecretMissing or Reason.SecretTooShort or Reason.SecretMalformed
        or Reason.TrustMissing or Reason.SecretInUrlNotAllowed
        ? Reason.NotAuthenticated
        : reason;

    private static int StatusOf(Reason reason, AnswerCodes answers) => reason switch
    {
        Reason.UnknownInstance => StatusCodes.Status404NotFound,
        Reason.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        Reason.ContentTypeUnsupported or Reason.ContentEncodingUnsupported => answers.UnsupportedType,
        Reason.BodyTooLarge or Reason.JsonTooLarge => answers.TooLarge,
        Reason.BodyEmpty or Reason.BodyIncomplete or Reason.JsonMalformed or Reason.JsonTooDeep => answers.Malformed,
        Reason.RateLimited or Reason.BackPressure => answers.Busy,
        Reason.StorageUnavailable or Reason.KeysUnavailable or Reason.HandshakeFailed => answers.NotPersisted,
        Reason.NeedsRichNotifications => answers.Unusable,
        _ => answers.Unauthenticated,
    };
}
