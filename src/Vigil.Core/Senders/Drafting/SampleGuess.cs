using System.Text.RegularExpressions;
using Vigil.Core.Normalization.Attacks;
using Vigil.Core.Normalization.Targets;
using Vigil.Core.Normalization.Times;

namespace Vigil.Core.Senders.Drafting;

/// <summary>What the fields of a sample may mean, by their names and the looks of their values.</summary>
internal sealed partial class SampleGuess(IReadOnlyList<SampleField> fields, DateTimeOffset now)
{
    private static readonly string[] s_ids = ["id", "uuid", "guid", "uid", "alertid", "alertuuid", "eventid", "findingid", "detectionid", "incidentid", "fingerprint", "key"];
    private static readonly string[] s_times =
        ["time", "timestamp", "createdat", "created", "createdtime", "createddatetime", "eventtime", "detectedat", "detectiontime", "occurredat", "observedat", "triggeredat", "starttime", "startedat", "creationtime", "firstseen", "date", "ts"];
    private static readonly string[] s_updates = ["updatedat", "updated", "updatedtime", "lastupdated", "modifiedat", "lastmodified", "lastseen", "lastupdatetime"];
    private static readonly string[] s_severities = ["severity", "severitylevel", "severityname", "level", "priority", "risklevel", "urgency", "criticality", "risk", "riskscore", "score"];
    private static readonly string[] s_titles = ["title", "name", "alertname", "rulename", "ruletitle", "threatname", "detectionname", "displayname", "signature", "summary", "subject", "headline", "message", "msg", "rule", "description", "eventtype", "category",
        "type"];
    private static readonly string[] s_descriptions = ["description", "desc", "details", "detail", "message", "msg", "reason", "summary"];
    private static readonly string[] s_rules = ["ruleid", "signatureid", "detectorid", "policyid", "rulename", "ruletitle", "rule", "signature", "detector", "policy"];
    private static readonly string[] s_links = ["url", "link", "href"];
    private static readonly string[] s_hosts = ["host", "hostname", "computer", "computername", "machine", "machinename", "devicename", "endpoint", "agentname", "server", "fqdn"];
    private static readonly string[] s_hostOwners = ["host", "device", "computer", "machine", "endpoint", "agent", "server", "asset"];
    private static readonly string[] s_things = ["alert", "event", "finding", "incident", "detection", "threat", "issue", "case", "notification", "breach", "record", "message"];
    private static readonly string[] s_idEnds = ["id", "guid", "arn", "key"];
    private static readonly string[] s_ips = ["hostip", "agentip", "deviceip", "localip", "ip", "ipaddress", "clientip", "srcip", "sourceip", "src"];
    private static readonly string[] s_resources = ["resourceid", "resourcearn", "arn", "instanceid", "resource", "resourcename"];

    private static readonly (string Type, string[] Keys)[] s_observables =
    [
        ("hostname", s_hosts), ("user", ["user", "username", "account", "accountname", "login", "principal", "actor"]),
        ("process_name", ["process", "processname", "image"]), ("command_line", ["commandline", "cmdline", "command"]),
        ("file_name", ["file", "filename"]), ("file_path", ["filepath", "path"]), ("user_agent", ["useragent"]),
    ];

    public SampleField? Id => Named(s_ids, f => !f.Path.Contains('.', StringComparison.Ordinal)) ?? IdOf(s_things) ?? Named(s_ids, _ => true);

    public SampleField? Time => Named(s_times, IsTime) ?? Named(s_updates, IsTime) ?? Ending(["timestamp", "time", "date"], IsTime) ?? fields.FirstOrDefault(f => !f.IsNumber && IsTime(f));

    public SampleField? Updated => Named(s_updates, IsTime);

    public SampleField? Severity => Named(s_severities, _ => true) ?? Ending(["severity", "priority"], _ => true);

    public SampleField? Title => Named(s_titles, IsWords) ?? Ending(["title", "summary"], IsWords);

    public SampleField? Description => Named(s_descriptions, f => !f.IsNumber && f != Title);

    public SampleField? Rule => Named(s_rules, _ => true);

    public SampleField? Link => fields.FirstOrDefault(f => IsUrl(f.Value) && s_links.Any(l => f.Key.Contains(l, StringComparison.Ordinal)));

    public IEnumerable<SampleField> Hosts => fields.Where(f => IsHostKey(f) && NetworkNames.IsHostname(f.Value));

    public SampleField? Ip => Named(s_ips, f => NetworkNames.Ip(f.Value) is not null);

    public SampleField? Resource => Named(s_resources, f => !f.IsNumber);

    public IEnumerable<SampleField> Attacks => fields.Where(f => !f.IsNumber && AttackParser.Parse(f.Value) is not null);

    /// <summary>Types of observables, as profiles name them, with where they stand.</summary>
    public IEnumerable<IGrouping<string, string>> Observables =>
        from candidate in fields
        let type = ObservableType(candidate)
        where type is not null
        group candidate.Path by type;

    private string? ObservableType(SampleField field)
    {
        if (field.IsNumber || field == Link)
        {
            return null;
        }

        var text = field.Value;
        return NetworkNames.Ip(text) is not null ? "ip"
            : Hash().IsMatch(text) ? "hash"
            : Cve().IsMatch(text) ? "cve"
            : Mail().IsMatch(text) ? "email"
            : IsUrl(text) ? "url"
            : s_observables.FirstOrDefault(o => o.Keys.Contains(field.Key)).Type;
    }

    /// <summary>The id of what an alert is called, as in <c>alert_id</c> or <c>findingArn</c>.</summary>
    private SampleField? IdOf(string[] things) => fields.FirstOrDefault(f =>
        s_idEnds.Any(e => f.Key.EndsWith(e, StringComparison.Ordinal)) && things.Any(t => f.Key.StartsWith(t, StringComparison.Ordinal)));

    /// <summary>A name that says so, or the name of something that is one, as in <c>device.name</c>.</summary>
    private static bool IsHostKey(SampleField field) => s_hosts.Any(h => field.Key == h || (h.Length > 6 && field.Key.EndsWith(h, StringComparison.Ordinal)))
        || (field.Key == "name" && field.Path.Split('.') is [.., var owner, _] && s_hostOwners.Contains(owner.ToLowerInvariant()));

    private bool IsWords(SampleField field) => !field.IsNumber && !IsTime(field) && !IsHostKey(field);

    private SampleField? Ending(string[] ends, Func<SampleField, bool> fits) =>
        ends.Select(end => fields.FirstOrDefault(f => f.Key.EndsWith(end, StringComparison.Ordinal) && fits(f))).FirstOrDefault(f => f is not null);

    /// <summary>The field of the first name that there is; of several the outermost.</summary>
    private SampleField? Named(string[] keys, Func<SampleField, bool> fits) =>
        keys.Select(key => fields.FirstOrDefault(f => f.Key == key && fits(f))).FirstOrDefault(f => f is not null);

    private bool IsTime(SampleField field) =>
        TimeParser.TryParse(field.Value, now, out var time) && time.Year is >= 2000 and <= 2100;

    private static bool IsUrl(string text) => text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^(?:[0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})$")]
    private static partial Regex Hash();

    [GeneratedRegex(@"^CVE-\d{4}-\d{4,}$", RegexOptions.IgnoreCase)]
    private static partial Regex Cve();

    [GeneratedRegex(@"^[^@\s/:]+@[^@\s/:]+\.[A-Za-z]{2,}$")]
    private static partial Regex Mail();
}
