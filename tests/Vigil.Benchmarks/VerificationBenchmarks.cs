using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Core.Senders;

namespace Vigil.Benchmarks;

/// <summary>One delivery's verification, by scheme and size of body; the baseline is the bare HMAC-SHA256.</summary>
[MemoryDiagnoser]
public class VerificationBenchmarks
{
    private const string Key = "a secret of thirty-two bytes, ok";

    private static readonly DateTimeOffset s_now = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);
    private static readonly byte[] s_key = Encoding.UTF8.GetBytes(Key);

    private readonly Headers _headers = new();
    private readonly IReadOnlyList<Secret> _secret = [new Secret("1", Key)];
    private readonly IReadOnlyList<Secret> _two = [new Secret("1", "another secret, also of good length"), new Secret("2", Key)];
    private readonly IReadOnlyList<Secret> _standardSecret = [new Secret("1", "whsec_" + Convert.ToBase64String(s_key))];
    private readonly IVerificationScheme _gitHub = Scheme("hmac", "header: X-Hub-Signature-256\nprefix: sha256=");
    private readonly IVerificationScheme _standard = Scheme("standard-webhooks", "");
    private readonly IVerificationScheme _token = Scheme("shared-secret", "header: X-Vigil-Token");
    private byte[] _body = [];

    [Params(1_000, 10_000, 1_000_000)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _body = new byte[Bytes];
        new Random(1).NextBytes(_body);
        var stamp = s_now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"msg_1.{stamp}."), .. _body];
        _headers["X-Hub-Signature-256"] = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(s_key, _body));
        _headers["webhook-id"] = "msg_1";
        _headers["webhook-timestamp"] = stamp;
        _headers["webhook-signature"] = "v1," + Convert.ToBase64String(HMACSHA256.HashData(s_key, signed));
        _headers["X-Vigil-Token"] = Key;
    }

    [Benchmark(Baseline = true)]
    public int BareHmac()
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return HMACSHA256.HashData(s_key, _body, mac);
    }

    [Benchmark]
    public bool GitHub() => _gitHub.Verify(_headers, _body, _secret, s_now).IsAuthentic;

    [Benchmark]
    public bool GitHubWithTwoSecrets() => _gitHub.Verify(_headers, _body, _two, s_now).IsAuthentic;

    [Benchmark]
    public bool StandardWebhooks() => _standard.Verify(_headers, _body, _standardSecret, s_now).IsAuthentic;

    [Benchmark]
    public bool SharedSecret() => _token.Verify(_headers, _body, _secret, s_now).IsAuthentic;

    private static IVerificationScheme Scheme(string name, string yaml) =>
        VerificationSchemes.Create(name, ProfileParameters.Parse("benchmark.yaml", $"scheme: {name}\n{yaml}"));

    private sealed class Headers : Dictionary<string, string>, IDeliveryHeaders
    {
        public Headers()
            : base(StringComparer.OrdinalIgnoreCase)
        {
        }

        public int Read(string name, out string? value) => TryGetValue(name, out value) ? 1 : 0;
    }
}
