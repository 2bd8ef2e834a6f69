using System.Security.Cryptography;
using Vigil.Core.Senders;

namespace Vigil.Core.Intake.Verification.Hmac;

/// <summary>How one sender signs by HMAC.</summary>
/// <param name="Derive">From the secret's text to the key.</param>
internal sealed record HmacRules(SignatureRules Signature, HashAlgorithmName Algorithm, Func<string, SecretKey> Derive)
{
    private static Dictionary<string, (HashAlgorithmName Name, int Bytes)> Algorithms { get; } = new()
    {
        ["sha1"] = (HashAlgorithmName.SHA1, 20),
        ["sha256"] = (HashAlgorithmName.SHA256, 32),
        ["sha384"] = (HashAlgorithmName.SHA384, 48),
        ["sha512"] = (HashAlgorithmName.SHA512, 64),
    };

    public static HmacRules Read(ProfileParameters parameters)
    {
        var (algorithm, bytes) = Algorithms[parameters.Choice("algorithm", "sha256", "sha1", "sha384", "sha512")];
        var format = new SignatureFormat(
            parameters.String("prefix", "")!, parameters.Choice("encoding", "hex", "base64") == "hex", ReadSeparator(parameters), bytes);
        return new HmacRules(SignatureRules.Read(parameters, format, "{body}"), algorithm, parameters.Choice("secretEncoding", "text", "base64", "hex") switch
        {
            "text" => SecretKey.FromText,
            "base64" => SecretKey.FromBase64,
            _ => SecretKey.FromHex,
        });
    }

    private static char? ReadSeparator(ProfileParameters parameters) => parameters.String("separator") switch
    {
        null => null,
        [var one] => one,
        _ => throw parameters.Error("separator", "'separator' must be one character"),
    };
}
