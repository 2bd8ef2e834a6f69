using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vigil.Core.Tests.Intake.Support;

/// <summary>An identity provider: signs tokens by hand, independently of the code under test, and publishes its keys.</summary>
internal sealed class Issuer : IDisposable
{
    public const string Tenant = "6a3d0c2f-0d5b-4f57-9a1d-0d3a5a1b2c3d";
    public const string Audience = "11111111-2222-3333-4444-555555555555";
    public const string KeysAddress = $"https://login.microsoftonline.com/{Tenant}/discovery/v2.0/keys";
    public const string ActionGroups = "461e8683-5575-4561-ac7f-899cc907d62a";

    public RSA Key { get; } = RSA.Create(2048);

    public string Kid { get; init; } = "key-1";

    /// <summary>What Entra publishes.</summary>
    public byte[] Document(params IEnumerable<Issuer> others) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        keys = others.Prepend(this).Select(i => new
        {
            kty = "RSA",
            use = "sig",
            kid = i.Kid,
            n = Base64Url.EncodeToString(i.Key.ExportParameters(false).Modulus),
            e = Base64Url.EncodeToString(i.Key.ExportParameters(false).Exponent),
        }),
    });

    public static JsonObject Claims(DateTimeOffset now) => new()
    {
        ["iss"] = $"https://sts.windows.net/{Tenant}/",
        ["aud"] = Audience,
        ["appid"] = ActionGroups,
        ["roles"] = new JsonArray("ActionGroupsSecureWebhook"),
        ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(),
        ["exp"] = now.AddMinutes(59).ToUnixTimeSeconds(),
    };

    public string Token(JsonNode claims, string alg = "RS256", string? kid = "", Func<byte[], byte[]>? sign = null, JsonObject? more = null)
    {
        var header = (JsonObject?)more?.DeepClone() ?? [];
        (header["alg"], header["typ"]) = (alg, "JWT");
        if (kid is not null)
        {
            header["kid"] = kid.Length == 0 ? Kid : kid;
        }

        var signed = $"{Encode(header)}.{Encode(claims)}";
        var signature = (sign ?? (b => Key.SignData(b, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)))(Encoding.ASCII.GetBytes(signed));
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    public void Dispose() => Key.Dispose();

    private static string Encode(JsonNode node) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(node.ToJsonString()));
}
