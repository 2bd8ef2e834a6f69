using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vigil.Core.Intake;
using Vigil.Core.Intake.Keys;
using Vigil.Core.Ports;
using Vigil.Core.Senders;
using Vigil.Web.Webhooks.Keys;

namespace Vigil.Benchmarks.Parsing;

/// <summary>One delivery, signed by a scheme: its verification, only parsing its body, and nothing but the cryptography that the scheme wants.</summary>
internal sealed class SignedSample
{
    private const string Key = "a secret of thirty-two bytes, ok";
    private const string Tenant = "6a3d0c2f-0d5b-4f57-9a1d-0d3a5a1b2c3d";

    private static readonly DateTimeOffset s_now = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);
    private static readonly Ed25519 s_ed25519 = new();
    private static readonly string s_authority = DevelopmentAuthority.Create();

    private readonly IVerificationScheme _scheme;
    private readonly VerificationRequest _request;
    private readonly byte[] _body;
    private readonly Func<bool> _bare;

    private SignedSample(string scheme, int bytes)
    {
        Scheme = scheme;
        _scheme = VerificationSchemes.Read(ProfileParameters.Parse("benchmark.yaml", Yaml(scheme)));
        var instance = SenderInstance.Unconfigured("benchmark", "benchmark");
        (instance.Trust.Audience, instance.Trust.EntraTenant) = ("11111111-2222-3333-4444-555555555555", Tenant);
        instance.Trust.Topics.Add("arn:aws:sns:eu-west-1:123456789012:findings");
        IReadOnlyList<Secret> secrets = [.. Secrets(scheme).Select((s, i) => new Secret($"{i}", s))];
        var sample = Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat("""{"name":"a value of some length","n":12345}""", bytes / 44)) + "]");
        var signed = ((ISigningScheme)_scheme).Sign(new SigningRequest(sample, instance, secrets, "msg_1", s_now, s_ed25519));
        _body = signed.Body.ToArray();
        _bare = BareCryptography.Of(scheme, _body);
        var http = PinnedHttp.Create();
        var documents = new KeyDocuments(http, TimeProvider.System);
        _request = new VerificationRequest(
            instance, secrets, new Delivery("POST", "benchmark", new Headers(signed.Headers), null, null, Stream.Null), s_now,
            new VerificationServices(http, documents, new TokenValidator(documents), s_ed25519));
        if (Verify() == 0)
        {
            throw new InvalidOperationException($"{scheme} refused its own signature.");
        }
    }

    public static IReadOnlyList<string> Schemes { get; } =
        ["shared-secret", "hmac sha1", "hmac sha256", "hmac sha512", "standard-webhooks v1", "standard-webhooks v1a", "stripe", "ecdsa", "jwt", "sns", "graph"];

    public string Scheme { get; }

    public int Length => _body.Length;

    /// <param name="bytes">About so many, before the scheme wraps them.</param>
    public static SignedSample Create(string scheme, int bytes) => new(scheme, bytes);

    public int Parse()
    {
        using var document = JsonDocument.Parse(_body);
        return (int)document.RootElement.ValueKind;
    }

    public int Verify() =>
        _scheme.CheckHead(_request) == Core.Reason.None && _scheme.VerifyAsync(_request, _body, default).AsTask().GetAwaiter().GetResult().IsAuthentic ? 1 : 0;

    public int Bare() => _bare() ? 1 : 0;

    private static string Yaml(string scheme) => scheme switch
    {
        "shared-secret" => "scheme: shared-secret\nheader: X-Vigil-Token",
        "stripe" => "scheme: hmac\nheader: Stripe-Signature\nprefix: v1=\nseparator: ','\ntimestampField: t\ntemplate: '{timestamp}.{body}'",
        "ecdsa" => "scheme: ecdsa\nheader: S\ntimestampHeader: T",
        "jwt" => "scheme: jwt\nissuers: ['https://sts.windows.net/{tenant}/']\nkeys: https://login.microsoftonline.com/{tenant}/discovery/v2.0/keys",
        "sns" or "graph" => $"scheme: {scheme}",
        _ when scheme.StartsWith("hmac", StringComparison.Ordinal) => $"scheme: hmac\nheader: S\nalgorithm: {scheme[5..]}",
        _ => "scheme: standard-webhooks",
    };

    private static string[] Secrets(string scheme)
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        return scheme switch
        {
            "standard-webhooks v1" => ["whsec_" + Convert.ToBase64String(Encoding.UTF8.GetBytes(Key))],
            "standard-webhooks v1a" => ["whsk_" + Convert.ToBase64String(SHA256.HashData("a seed"u8))],
            "ecdsa" => [ecdsa.ExportPkcs8PrivateKeyPem()],
            "jwt" or "sns" => [s_authority],
            "graph" => [Key, s_authority, $"certificate-id: one\n{rsa.ExportPkcs8PrivateKeyPem()}"],
            _ => [Key],
        };
    }

    private sealed class Headers(IEnumerable<KeyValuePair<string, string>> headers)
        : Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase), IDeliveryHeaders
    {
        public int Read(string name, out string? value) => TryGetValue(name, out value) ? 1 : 0;
    }
}
