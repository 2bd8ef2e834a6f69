using System.Text;
using Vigil.Core.Scanning;
using Vigil.Core.Senders;

namespace Vigil.Cli.Demo;

/// <summary>What the demo sends, in order, and what it must find in the queue afterwards.</summary>
internal static class DemoPlan
{
    /// <summary>The senders that the demo plays; each is an instance of its own name.</summary>
    public static IReadOnlyList<string> Senders { get; } = ["falco", "github", "standard"];

    public static IReadOnlyList<DemoStep> Steps { get; } =
    [
        new("GitHub: code scanning alert, SQL injection", "github", "github-code-scanning.json", Event("code_scanning_alert"), 202),
        new("GitHub: Dependabot alert, vulnerable package", "github", "github-dependabot.json", Event("dependabot_alert"), 202),
        new("GitHub: secret scanning alert, leaked key", "github", "github-secret-scanning.json", Event("secret_scanning_alert"), 202),
        new("GitHub: a push, which is no alert", "github", "github-push.json", Event("push"), 202),
        new("Falco: shell in a container", "falco", "falco-shell.json", None, 202),
        new("EDR by Standard Webhooks: credential dumping", "standard", "standard-credential-dumping.json", None, 202),
        new("the code scanning alert once more", "github", "github-code-scanning.json", Event("code_scanning_alert"), 202, Duplicate: true),
        new("the same with a wrong signature", "github", "github-code-scanning.json", Event("code_scanning_alert"), 401, "signature-mismatch", BreakSignature: true),
        new("signed, but not JSON", "github", null, Event("code_scanning_alert"), 400, "json-malformed", () => "{\"action\": \"created\", "u8.ToArray()),
        new("signed, but too large", "standard", null, None, 413, "body-too-large", Huge),
        new("an instance that nobody configured", "acme-firewall", "falco-shell.json", None, 404, "unknown-instance"),
    ];

    /// <summary>Files that are uploaded, and where they end.</summary>
    public static IReadOnlyList<DemoUpload> Uploads { get; } =
    [
        new("an upload: a harmless note", "note.txt", "Nothing to see here.\n", "clean"),
        new("an upload: the EICAR test virus", "eicar.com", TestFile.Content, "quarantined"),
    ];

    public static IReadOnlyList<DemoIncident> Incidents { get; } =
    [
        new("SQL query built from user-controlled sources", "payments-api", "Priya Raman"),
        new("Cross-site scripting in tiny-markdown", "website", "Sam Okafor"),
        new("Azure Storage Account Key", "playground", "Lena Fischer"),
        new("Terminal shell in container", "checkout", "Priya Raman"),
        new("Credential dumping from LSASS memory", "build-07", "Tomasz Nowak"),
        new("in an upload", "upload share", "Maya Cole"),
    ];

    /// <summary>True when these, each once, and no others came.</summary>
    public static bool IsFulfilledBy(IReadOnlyList<DemoEvent> events) =>
        events.Count == Incidents.Count
        && Incidents.All(i => events.Count(e => e.Title.Contains(i.Title, StringComparison.Ordinal) && e.Asset == i.Asset && e.Owner == i.Owner) == 1);

    private static Dictionary<string, string> None => [];

    private static Dictionary<string, string> Event(string name) => new() { ["X-GitHub-Event"] = name };

    private static byte[] Huge() => Encoding.UTF8.GetBytes("{\"title\":\"" + new string('x', DeliveryRules.DefaultMaxBodyBytes) + "\"}");
}
