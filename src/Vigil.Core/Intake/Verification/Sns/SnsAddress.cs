using System.Buffers;
using System.Text.RegularExpressions;

namespace Vigil.Core.Intake.Verification.Sns;

/// <summary>Which addresses inside a message may be visited: those of SNS itself, over https, and nothing that only looks like one.</summary>
internal static partial class SnsAddress
{
    private const int MaxLength = 1024;

    /// <summary>What readers of addresses disagree about.</summary>
    private static readonly SearchValues<char> s_doubtful = SearchValues.Create("\\@\t\r\n ");

    /// <summary>The address of a signing certificate, or null when it may not be fetched.</summary>
    public static Uri? Certificate(string? text) =>
        Parse(text) is { Query: "", Fragment: "" } address && CertificatePath().IsMatch(address.AbsolutePath) ? address : null;

    /// <summary>The address that confirms the subscription to this topic, or null when it may not be visited.</summary>
    public static Uri? Confirmation(string? text, string topic, string token) => Parse(text) is { AbsolutePath: "/", Fragment: "" } address
        && Parameters(address) is [("Action", "ConfirmSubscription"), ("Token", var sent), ("TopicArn", var arn)] && sent == token && arn == topic
            ? address
            : null;

    private static Uri? Parse(string? text) => text is { Length: <= MaxLength }
        && text.StartsWith("https://", StringComparison.Ordinal)
        && !text.AsSpan().ContainsAny(s_doubtful)
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { Scheme: "https", IsDefaultPort: true, UserInfo: "" }
        && Host().IsMatch(address.Host)
            ? address
            : null;

    private static List<(string Name, string Value)> Parameters(Uri address) =>
    [
        .. address.Query.TrimStart('?').Split('&').Select(p => p.Split('=', 2)).Select(p => (p[0], Uri.UnescapeDataString(p.ElementAtOrDefault(1) ?? "")))
            .OrderBy(p => p.Item1, StringComparer.Ordinal),
    ];

    [GeneratedRegex(@"^sns\.[a-z]{2}[a-z0-9-]{1,30}\.amazonaws\.com(\.cn)?\z")]
    private static partial Regex Host();

    [GeneratedRegex(@"^/SimpleNotificationService-[0-9a-f]{32}\.pem\z")]
    private static partial Regex CertificatePath();
}
