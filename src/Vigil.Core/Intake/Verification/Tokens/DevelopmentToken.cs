using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vigil.Core.Intake.Keys;
using Vigil.Core.Ports;

namespace Vigil.Core.Intake.Verification.Tokens;

/// <summary>Tokens of a development authority, for playing a sender.</summary>
internal static class DevelopmentToken
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromHours(1);

    public static string Create(TokenRules rules, IReadOnlyList<Secret> secrets, DateTimeOffset now)
    {
        var (authority, _) = DevelopmentAuthority.Among(secrets).FirstOrDefault();
        if (authority is null)
        {
            throw new SigningException($"Only the issuer itself signs such tokens; to play it, give the instance a secret that begins with {DevelopmentAuthority.Marker}.");
        }

        var signed = Part(w =>
        {
            w.WriteString("alg", "RS256");
            w.WriteString("typ", "JWT");
            w.WriteString("kid", authority.Id);
        }) + "." + Part(w => WriteClaims(w, rules, now));
        try
        {
            var signature = authority.Key!.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return $"{signed}.{Base64Url.EncodeToString(signature)}";
        }
        catch (CryptographicException exception)
        {
            throw new SigningException("The development authority's secret holds no private key.", exception);
        }
    }

    private static void WriteClaims(Utf8JsonWriter writer, TokenRules rules, DateTimeOffset now)
    {
        writer.WriteString("iss", rules.Issuers[0]);
        writer.WriteString("aud", rules.Audiences[0]);
        writer.WriteNumber("nbf", now.ToUnixTimeSeconds());
        writer.WriteNumber("iat", now.ToUnixTimeSeconds());
        writer.WriteNumber("exp", (now + s_lifetime).ToUnixTimeSeconds());
        if (rules.Apps is [var app, ..])
        {
            writer.WriteString("appid", app);
        }

        if (rules.Roles is [var role, ..])
        {
            writer.WriteStartArray("roles");
            writer.WriteStringValue(role);
            writer.WriteEndArray();
        }
    }

    private static string Part(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
