using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Vigil.Core.Normalization;
using Vigil.Core.Senders.Compilation;

namespace Vigil.Core.Senders.Drafting;

/// <summary>
/// Writes a profile from one delivery of a product: it guesses what the fields mean, tells in comments what to check, and brings the sample along as an
/// example. What it writes compiles, and maps the sample.
/// </summary>
public sealed class ProfileDraft
{
    private const int MaxExampleBytes = 64 * 1024;
    private static readonly string[] s_lists = ["alerts", "records", "events", "findings", "detections", "incidents", "value", "items", "hits", "results", "data", "entries"];
    private static readonly DateTimeOffset s_now = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);
    private readonly StringBuilder _yaml = new();

    private ProfileDraft()
    {
    }

    /// <exception cref="FormatException">The sample is no JSON, or holds no object.</exception>
    /// <exception cref="ProfileException">The name is none.</exception>
    public static string Write(string name, string title, ReadOnlyMemory<byte> sample)
    {
        using var document = Parse(sample);
        var (records, record) = Record(document.RootElement);
        if (record.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("the sample holds no object that could be an alert");
        }

        var draft = new ProfileDraft();
        draft.WriteHead(name, title, records);
        draft.WriteFinding(new SampleGuess(SampleField.Of(record), s_now), title);
        var profile = ProfileCompiler.Compile(name + ".yaml", draft._yaml.ToString());
        if (sample.Length <= MaxExampleBytes)
        {
            draft.WriteExample(profile, document.RootElement);
        }

        return draft._yaml.ToString();
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> sample)
    {
        try
        {
            return JsonDocument.Parse(sample);
        }
        catch (JsonException e)
        {
            throw new FormatException($"the sample is no JSON from line {e.LineNumber + 1} on", e);
        }
    }

    /// <summary>The path of the records, null for the body, and the first of them.</summary>
    private static (string? Path, JsonElement Record) Record(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return (null, root.GetArrayLength() > 0 ? root[0] : default);
        }

        foreach (var member in root.ValueKind == JsonValueKind.Object ? root.EnumerateObject().ToList() : [])
        {
            if (s_lists.Contains(member.Name, StringComparer.OrdinalIgnoreCase) && member.Value is { ValueKind: JsonValueKind.Array } list
                && list.GetArrayLength() > 0 && list[0].ValueKind == JsonValueKind.Object)
            {
                return (SampleField.Quoted(member.Name), list[0]);
            }
        }

        return (null, root);
    }

    private void WriteHead(string name, string title, string? records)
    {
        Line($"profile: {name}");
        Line($"title: {Text(title)}");
        Line("");
        Line("# CHECK: how does the product prove that it is the sender? A secret in a header is the least; see \"Verification\" in FORMAT.md.");
        Line("verification: {scheme: shared-secret, header: X-Vigil-Token}");
        Line("");
        Line("delivery: {contentTypes: [application/json]}");
        if (records is not null)
        {
            Line("");
            Line("# One finding for each of these.");
            Line($"records: {Text(records)}");
        }

        Line("");
        Line("# CHECK: what is no alert (heartbeats, tests, audit records)? Say so, and it is counted instead of mapped.");
        Line("# ignore: [{label: heartbeat, when: {type: heartbeat}}]");
        Line("");
    }

    private void WriteFinding(SampleGuess guess, string title)
    {
        Line("findings:");
        Line("  - name: alert");
        WriteIdentity(guess);
        WriteSeverity(guess.Severity);
        WriteList("attack", guess.Attacks.Select(f => f.Path), "");
        WriteAssets(guess);
        WriteObservables(guess);
        Line("    finding:");
        var constant = Text($"={title} alert");
        Line($"      finding_info.title: {(guess.Title is { } found ? $"[{Text(found.Path)}, {constant}]" : constant)}");
        WriteOptional("finding_info.desc", guess.Description);
        WriteOptional("finding_info.src_url", guess.Link);
        if (guess.Rule is { } rule)
        {
            Line($"      finding_info.analytic: {{type_id: =Rule, uid: {Text(rule.Path)}, name: {Text(rule.Path)}}}");
        }

        Line("      # Whatever nothing here names goes to 'unmapped': nothing is lost.");
    }

    private void WriteIdentity(SampleGuess guess)
    {
        if (guess.Id is { } id)
        {
            Line("    # CHECK: one id per alert, the same when the product tells of it again?");
            Line($"    id: {Text(id.Path)}");
        }

        Line(guess.Time is { } time ? $"    time: {Text(time.Path)}" : "    # CHECK: when did it happen? Without 'time' the time of receipt counts.");
        if (guess.Updated is { } updated)
        {
            Line($"    updated: {Text(updated.Path)}");
        }

        Line("    # CHECK: does the product tell when an alert is over? activity: {from: status, map: {resolved: Close}, default: Create}");
    }

    private void WriteSeverity(SampleField? severity)
    {
        switch (severity)
        {
            case null:
                Line("    # CHECK: the sample tells no severity.");
                Line("    severity: =Medium");
                break;
            case var _ when double.TryParse(severity.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                Line("    # CHECK: from which number on is it what, and is the highest the worst?");
                Line($"    severity: {{from: {Text(severity.Path)}, bands: {(number > 10 ? "{0: Informational, 20: Low, 40: Medium, 70: High, 90: Critical}" : "{0: Informational, 2: Low, 4: Medium, 7: High, 9: Critical}")}}}");
                break;
            default:
                Line("    # CHECK: all words that the product uses. Others become Unknown.");
                Line($"    severity: {{from: {Text(severity.Path)}, map: {{info: Informational, minor: Low, moderate: Medium, warning: Medium, warn: Medium, error: High, major: High, severe: Critical, emergency: Fatal}}}}");
                break;
        }
    }

    private void WriteAssets(SampleGuess guess)
    {
        (string Kind, SampleField? Field)[] assets = [("host", guess.Hosts.FirstOrDefault()), ("resource", guess.Resource), ("ip", guess.Ip)];
        var found = assets.Where(a => a.Field is not null).Select(a => $"{{{a.Kind}: {Text(a.Field!.Path)}}}").ToList();
        Line(found.Count > 0
            ? "    # CHECK: is this what the alert is about, the most telling first? Its owner and criticality come from the asset inventory."
            : "    # CHECK: what is the alert about? assets: [{host: …}, {ip: …}, {resource: …}]");
        if (found.Count > 0)
        {
            Line($"    assets: [{string.Join(", ", found)}]");
        }
    }

    private void WriteObservables(SampleGuess guess)
    {
        var observables = guess.Observables.ToList();
        if (observables.Count == 0)
        {
            return;
        }

        Line("    # CHECK: better mapped as evidences and resources (see other profiles); what they hold is observable by itself.");
        Line("    observables:");
        foreach (var type in observables)
        {
            WriteList(type.Key, type, "  ");
        }
    }

    private void WriteExample(SenderProfile profile, JsonElement sample)
    {
        var body = JsonSerializer.Serialize(sample);
        var records = profile.Mapping.Map(new AlertContext("sample", profile.Name, "", s_now, new Dictionary<string, string>()), Encoding.UTF8.GetBytes(body)).Records;
        if (records.OfType<NormalizedRecord.Failed>().FirstOrDefault() is { } failed)
        {
            Line($"# The sample cannot be mapped yet, and so is no example: {Text(failed.Detail)}");
            return;
        }

        Line("");
        Line("examples:");
        Line("  # CHECK: take secrets and names of people out. Add one that is no alert.");
        Line("  - name: the sample");
        Line($"    body: {Text(body)}");
        Line("    expect:");
        Line("      findings:");
        foreach (var record in records.OfType<NormalizedRecord.Found>())
        {
            var id = record.SourceId is null ? "" : $"id: {Text(record.SourceId)}, ";
            Line($"        - {{{id}severity: {record.Finding.Severity}, finding_info.title: {Text(record.Finding.FindingInfo.Title!)}}}");
        }
    }

    private void WriteOptional(string attribute, SampleField? field)
    {
        if (field is not null)
        {
            Line($"      {attribute}: {Text(field.Path)}");
        }
    }

    private void WriteList(string key, IEnumerable<string> paths, string indent)
    {
        var distinct = paths.Distinct().Select(Text).ToList();
        if (distinct.Count > 0)
        {
            Line($"    {indent}{key}: [{string.Join(", ", distinct)}]");
        }
    }

    private void Line(string line) => _yaml.Append(line).Append('\n');

    /// <summary>Plain where that is safe, else in quotes: a JSON string is a YAML one.</summary>
    private static string Text(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') && text is not ("true" or "false" or "null" or "yes" or "no")
            ? text
            : $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
