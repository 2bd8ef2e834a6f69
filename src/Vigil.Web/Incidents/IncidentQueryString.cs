using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vigil.Core.Incidents;
using Vigil.Core.Ports;
using Vigil.Core.Scoring;

namespace Vigil.Web.Incidents;

/// <summary>Reads the query string of a list of incidents.</summary>
internal static class IncidentQueryString
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;
    private const int MaxText = 200;

    /// <summary>How far back a text is searched for.</summary>
    private static readonly TimeSpan s_searchable = TimeSpan.FromDays(30);

    private static readonly Dictionary<string, int[]> s_statuses = new(StringComparer.OrdinalIgnoreCase)
    {
        ["new"] = [IncidentStatus.New],
        ["in-progress"] = [IncidentStatus.InProgress],
        ["on-hold"] = [IncidentStatus.OnHold],
        ["resolved"] = [IncidentStatus.Resolved],
        ["closed"] = [IncidentStatus.Closed],
        ["open"] = [IncidentStatus.New, IncidentStatus.InProgress, IncidentStatus.OnHold],
    };

    private static readonly Dictionary<string, int[]> s_priorities = new(StringComparer.OrdinalIgnoreCase)
    {
        ["low"] = [Priority.Low],
        ["medium"] = [Priority.Medium],
        ["high"] = [Priority.High],
        ["critical"] = [Priority.Critical],
    };

    /// <summary>The query, or what is wrong with it.</summary>
    public static (IncidentQuery? Query, int Limit, string? Fault) Parse(IQueryCollection query, DateTimeOffset now)
    {
        var statuses = Numbers(query["status"], s_statuses);
        var priorities = Numbers(query["priority"], s_priorities);
        if (statuses is null || priorities is null)
        {
            return Fault(statuses is null
                ? $"status is one or more of {string.Join(", ", s_statuses.Keys)}"
                : $"priority is one or more of {string.Join(", ", s_priorities.Keys)}");
        }

        var limit = DefaultLimit;
        if (query["limit"] is [{ } digits] && (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaxLimit))
        {
            return Fault($"limit is a number from 1 to {MaxLimit}");
        }

        DateTimeOffset? since = null;
        if (query["since"] is [{ } time])
        {
            if (!Rfc3339.TryParse(time, out var parsed))
            {
                return Fault("since is an RFC 3339 time");
            }

            since = parsed;
        }

        string[] texts = ["assignee", "asset", "q"];
        if (texts.FirstOrDefault(name => query[name].ToString().Length > MaxText) is { } tooLong)
        {
            return Fault($"{tooLong} is longer than {MaxText} characters");
        }

        var text = NullIfEmpty(query["q"].ToString());
        if (text is not null && (since ??= now - s_searchable) < now - s_searchable)
        {
            return Fault($"q searches the last {s_searchable.TotalDays} days; choose a later since");
        }

        return (new IncidentQuery(
            statuses.Length == 0 ? null : statuses,
            priorities.Length == 0 ? null : priorities,
            query.ContainsKey("assignee") ? query["assignee"].ToString() : null,
            NullIfEmpty(query["asset"].ToString()),
            text,
            since), limit, null);
    }

    private static int[]? Numbers(IEnumerable<string?> values, Dictionary<string, int[]> names)
    {
        var numbers = new List<int>();
        foreach (var word in values.SelectMany(v => (v ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            if (names.TryGetValue(word, out var known))
            {
                numbers.AddRange(known);
            }
            else if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && names.Values.Any(n => n is [var single] && single == number))
            {
                numbers.Add(number);
            }
            else
            {
                return null;
            }
        }

        return [.. numbers.Distinct()];
    }

    private static (IncidentQuery? Query, int Limit, string? Fault) Fault(string fault) => (null, 0, fault);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
