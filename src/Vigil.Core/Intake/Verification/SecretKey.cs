using System.Text;

namespace Vigil.Core.Intake.Verification;

/// <summary>The bytes of a secret, or why it cannot be used.</summary>
internal readonly record struct SecretKey(Reason Reason, byte[] Bytes)
{
    /// <summary>A shorter key can be guessed.</summary>
    public const int MinBytes = 16;

    private const string StandardPrefix = "whsec_";

    /// <summary>The text itself is the key.</summary>
    public static SecretKey FromText(string secret) => Of(Encoding.UTF8.GetBytes(secret));

    /// <summary>The key is base64, with or without the prefix of Standard Webhooks.</summary>
    public static SecretKey FromBase64(string secret)
    {
        var text = secret.StartsWith(StandardPrefix, StringComparison.Ordinal) ? secret.AsSpan(StandardPrefix.Length) : secret;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64Chars(text, bytes, out var length) ? Of(bytes[..length]) : new SecretKey(Reason.SecretMalformed, []);
    }

    private static SecretKey Of(byte[] bytes) => bytes.Length switch
    {
        0 => new SecretKey(Reason.SecretMissing, bytes),
        < MinBytes => new SecretKey(Reason.SecretTooShort, bytes),
        _ => new SecretKey(Reason.None, bytes),
    };
}
