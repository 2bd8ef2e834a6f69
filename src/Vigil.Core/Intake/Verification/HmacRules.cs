using System.Security.Cryptography;
using Vigil.Core.Senders;

namespace Vigil.Core.Intake.Verification;

/// <summary>How one sender signs by HMAC.</summary>
/// <param name="IdHeader">Header with the delivery id that the signature covers; null when the template has none.</param>
/// <param name="Timestamp">The timestamp that the signature covers; null when the template has none.</param>
/// <param name="Derive">From the secret's text to the key.</param>
internal sealed record HmacRules(
    string Header,
    HashAlgorithmName Algorithm,
    SignatureFormat Signatures,
    SignedTemplate Template,
    string? IdHeader,
    SignedTimestamp? Timestamp,
    Func<string, SecretKey> Derive)
{
    public static HmacRules Read(ProfileParameters parameters)
    {
        var header = parameters.RequireString("header");
        var (algorithm, bytes) = Algorithms[parameters.Choice("algorithm", "sha256", "sha1", "sha384", "sha512")];
        var signatures = new SignatureFormat(
            parameters.String("prefix", "")!, parameters.Choice("encoding", "hex", "base64") == "hex", ReadSeparator(parameters), bytes);
        var template = SignedTemplate.Parse(parameters.String("template", "{body}")!, out var problem)
            ?? throw parameters.Error("template", problem!);
        return new HmacRules(
            header, algorithm, signatures, template, ReadIdHeader(parameters, template), ReadTimestamp(parameters, template), SecretKey.FromText);
    }

    private static Dictionary<string, (HashAlgorithmName Name, int Bytes)> Algorithms { get; } = new()
    {
        ["sha1"] = (HashAlgorithmName.SHA1, 20),
        ["sha256"] = (HashAlgorithmName.SHA256, 32),
        ["sha384"] = (HashAlgorithmName.SHA384, 48),
        ["sha512"] = (HashAlgorithmName.SHA512, 64),
    };

    private static char? ReadSeparator(ProfileParameters parameters) => parameters.String("separator") switch
    {
        null => null,
        [var one] => one,
        _ => throw parameters.Error("separator", "'separator' must be one character"),
    };

    private static string? ReadIdHeader(ProfileParameters parameters, SignedTemplate template)
    {
        var header = parameters.String("idHeader");
        return header is not null == template.HasId
            ? header
            : throw parameters.Error("idHeader", "'idHeader' and {id} in 'template' need each other: an id that is not signed identifies nothing");
    }

    private static SignedTimestamp? ReadTimestamp(ProfileParameters parameters, SignedTemplate template)
    {
        var header = parameters.String("timestampHeader");
        var format = parameters.Choice("timestampFormat", "unix", "unix-ms", "rfc3339") switch
        {
            "unix" => TimestampFormat.Unix,
            "unix-ms" => TimestampFormat.UnixMilliseconds,
            _ => TimestampFormat.Rfc3339,
        };
        var tolerance = parameters.Duration("tolerance", SignedTimestamp.DefaultTolerance);
        if (header is not null != template.HasTimestamp)
        {
            throw parameters.Error("timestampHeader",
                "'timestampHeader' and {timestamp} in 'template' need each other: a timestamp that is not signed protects from nothing");
        }

        return header is null ? null : new SignedTimestamp(header, format, tolerance);
    }
}
