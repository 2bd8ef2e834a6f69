using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Vigil.Core.Intake;
using Vigil.Core.Tests.Intake.Support;

namespace Vigil.Core.Tests.Intake.Verification;

/// <summary>A sender of the truth table: signs by plain concatenation, independently of the code under test.</summary>
internal sealed record Signer(
    IVerificationScheme Scheme, string SignatureHeader, string TimestampHeader, string? IdHeader, Func<DateTimeOffset, string> Stamp,
    Func<string, string, string, string> Sign)
{
    public const string Key = "the secret that both sides know!";
    public const string Id = "msg_1";

    public static Signer Of(string name) => name switch
    {
        "standard" => new Signer(Schemes.Standard, "webhook-signature", "webhook-timestamp", "webhook-id", Unix,
            (key, stamp, body) => "v1," + Convert.ToBase64String(Mac(key, $"{Id}.{stamp}.{body}"))),
        "slack" => new Signer(Schemes.Hmac(Schemes.SlackYaml + "\nseparator: ' '"), "X-Slack-Signature", "X-Slack-Request-Timestamp", null, Unix,
            (key, stamp, body) => "v0=" + Convert.ToHexStringLower(Mac(key, $"v0:{stamp}:{body}"))),
        "crowdstrike" => new Signer(
            Schemes.Hmac(Schemes.CrowdStrikeYaml.Replace("\",\"", "' '", StringComparison.Ordinal)),
            "X-Cs-Primary-Signature", "X-Cs-Delivery-Timestamp", null,
            time => time.ToString("yyyy-MM-dd'T'HH:mm:ss'.123456789Z'", CultureInfo.InvariantCulture),
            (key, stamp, body) => Convert.ToBase64String(Mac(key, body + stamp))),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    /// <summary>A secret of this scheme: Standard Webhooks writes it in base64.</summary>
    public string Secret(string key) => IdHeader is null ? key : "whsec_" + Convert.ToBase64String(Encoding.UTF8.GetBytes(key));

    private static string Unix(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static byte[] Mac(string key, string text) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text));
}
