using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Vigil.Core;

namespace Vigil.Web.Problems;

/// <summary>Answers with problem details.</summary>
/// <param name="rows">What is wrong with which row of a file.</param>
/// <param name="retryAfter">When the caller should come again; rounded up to whole seconds.</param>
public sealed class ProblemResult(Reason reason, int status, string? detail = null, TimeSpan? retryAfter = null, IReadOnlyList<RowFault>? rows = null) : IResult, IStatusCodeHttpResult
{
    public Reason Reason => reason;

    public int? StatusCode => status;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (retryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        return ShortAnswer.WriteAsync(httpContext, status, Problem.ContentType,
            JsonSerializer.SerializeToUtf8Bytes(Problem.Of(reason, status, detail) with { Rows = rows }, ProblemJson.Default.Problem));
    }
}
