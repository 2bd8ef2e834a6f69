using System.Globalization;
using System.Text;

namespace Vigil.SystemTests.Running;

/// <summary>One delivery of a sender; posted again it is the same one.</summary>
/// <param name="Group">Alerts of one group belong to one incident.</param>
/// <param name="Findings">How many the alert holds.</param>
internal sealed record SampleAlert(
    string Instance, string DeliveryId, byte[] Body, IReadOnlyDictionary<string, string> Headers, string Group, int Findings = 1)
{
    private static readonly Dictionary<string, string> s_dependabot = new() { ["X-GitHub-Event"] = "dependabot_alert" };

    /// <summary>Distinct alerts of three senders in turns, half of them of each sender's first group and the others spread over the rest.</summary>
    public static IEnumerable<SampleAlert> Mix(int count, int groups)
    {
        for (var i = 0; i < count; i++)
        {
            var group = i / 3 % 2 == 0 ? 0 : i / 6 % groups;
            yield return (i % 3) switch
            {
                0 => Dependabot(group, i),
                1 => Falco($"pod-{group}", i),
                _ => Standard($"host-{group}.corp.example", i),
            };
        }
    }

    /// <summary>A GitHub alert about one repository, signed by HMAC; told from others by repository and number.</summary>
    public static SampleAlert Dependabot(int repository, int number) => new("github", $"delivery-{number}", Json(
        $$$"""
        {"action": "created", "alert": {"number": {{{number}}}, "state": "open", "created_at": "2026-03-16T08:44:30Z", "updated_at": "2026-03-16T08:44:30Z",
          "dependency": {"package": {"ecosystem": "npm", "name": "left-trim"}, "manifest_path": "package.json"},
          "security_advisory": {"ghsa_id": "GHSA-aaaa-bbbb-cccc", "cve_id": "CVE-2026-1111", "summary": "Prototype pollution in left-trim", "severity": "medium"},
          "security_vulnerability": {"severity": "medium"}},
         "repository": {"id": {{{repository + 1000}}}, "full_name": "acme/repository-{{{repository}}}"}}
        """), s_dependabot, $"github {repository}");

    /// <summary>A Falco alert about one pod, behind a shared token; told from others by its uuid.</summary>
    public static SampleAlert Falco(string pod, int number) => Falco(pod, FalcoRecord(pod, number), 1);

    /// <summary>Several of them in one delivery, as forwarders send that collect them.</summary>
    public static SampleAlert FalcoBatch(string pod, int first, int count) =>
        Falco(pod, $"[{string.Join(',', Enumerable.Range(first, count).Select(number => FalcoRecord(pod, number)))}]", count);

    /// <summary>An alert about one host by Standard Webhooks, whose delivery id is signed.</summary>
    public static SampleAlert Standard(string host, int number) => new("standard", $"msg_{number.ToString(CultureInfo.InvariantCulture)}", Json(
        $$$"""
        {"id": "edr-{{{number}}}", "title": "Credential dumping", "severity": "high", "time": "2026-03-16T08:49:55Z",
         "rule": {"id": "EDR-1003", "name": "LSASS memory access"}, "attack": ["T1003.001"], "host": {"name": "{{{host}}}"}}
        """), new Dictionary<string, string>(), $"standard {host}");

    private static SampleAlert Falco(string pod, string body, int findings) =>
        new("falco", string.Empty, Json(body), new Dictionary<string, string>(), $"falco {pod}", findings);

    private static string FalcoRecord(string pod, int number) =>
        $$$"""
        {"uuid": "{{{number:x8}}}-0000-4000-8000-000000000000", "output": "A shell was spawned in a container", "priority": "Warning",
         "rule": "Terminal shell in container", "time": "2026-03-16T08:47:03.114205877Z", "source": "syscall", "tags": ["T1059"],
         "output_fields": {"k8s.pod.name": "{{{pod}}}", "proc.name": "bash", "user.name": "root"}}
        """;

    private static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);
}
