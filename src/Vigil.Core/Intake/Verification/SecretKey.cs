using System.Text;

namespace Vigil.Core.Intake.Verification;

/// <summary>The bytes of a secret, or why it cannot be used.</summary>
internal readonly record struct SecretKey(Reason Reason, byte[] Bytes)
{
    /// <summary>A shorter key can be guessed.</summary>
    public const int MinBytes = 16;

    private const string StandardPrefix = "whsec_";

    /// <summary>Keys of other schemes: what may be public in one way of verifying must not pass as the secret of another.</summary>
    private static readonly string[] s_otherKinds = ["whpk_", "whsk_", "-----BEGIN ", Graph.GraphKey.IdPrefix, Keys.DevelopmentAuthority.Marker];

    /// <summary>The text itself is the key.</summary>
    public static SecretKey FromText(string secret) => Array.Exists(s_otherKinds, k => secret.StartsWith(k, StringComparison.Ordinal))
        ? new SecretKey(Reason.SecretMalformed, [])
        : Of(Encoding.UTF8.GetBytes(secret));

    /// <summary>The key is base64, with or without the prefix of Standard Webhooks.</summary>
    public static SecretKey FromBase64(string secret)
    {
        var text = secret.StartsWith(StandardPrefix, StringComparison.Ordinal) ? secret.AsSpan(StandardPrefix.Length) : secret;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64Chars(text, bytes, out var length) ? Of(bytes[..length]) : new SecretKey(Reason.SecretMalformed, []);
    }

    /// <summary>The key in hexadecimal.</summary>
    public static SecretKey FromHex(string secret)
    {
        var bytes = new byte[secret.Length / 2];
        return Convert.FromHexString(secret, bytes, out _, out _) == System.Buffers.OperationStatus.Done
            ? Of(bytes)
            : new SecretKey(Reason.SecretMalformed, []);
    }

    private static SecretKey Of(byte[] bytes) => bytes.Length switch
    {
        0 => new SecretKey(Reason.SecretMissing, bytes),
        < MinBytes => new SecretKey(Reason.SecretTooShort, bytes),
        _ => new SecretKey(Reason.None, bytes),
    };
}
