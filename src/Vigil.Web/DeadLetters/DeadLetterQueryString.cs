using Microsoft.AspNetCore.Http;
using Vigil.Core;
using Vigil.Core.DeadLetters;

namespace Vigil.Web.DeadLetters;

/// <summary>Reads the query string of a list of dead letters.</summary>
internal static class DeadLetterQueryString
{
    private static readonly HashSet<string> s_reasons = [.. Enum.GetValues<Reason>().Select(r => r.Name())];

    /// <summary>The query, or what is wrong with it.</summary>
    public static (DeadLetterQuery? Query, string? Fault) Parse(IQueryCollection query)
    {
        var reason = query["reason"].ToString();
        var stage = query["stage"].ToString();
        if (reason.Length > 0 && !s_reasons.Contains(reason))
        {
            return (null, "reason is the name of a reason, as in record-unmapped");
        }

        DateTimeOffset? since = null;
        if (query["since"] is [{ } text])
        {
            if (!Rfc3339.TryParse(text, out var time))
            {
                return (null, "since is an RFC 3339 time");
            }

            since = time;
        }

        return (new DeadLetterQuery(reason.Length == 0 ? null : reason, stage.Length == 0 ? null : stage, since), null);
    }
}
