using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Vigil.Cli.Send;
using Vigil.Core.Intake;
using Vigil.Core.Intake.Keys;
using Vigil.Core.Ports;
using Vigil.Core.Senders;
using Vigil.SystemTests.Running;
using Xunit;

namespace Vigil.SystemTests.Deliveries;

/// <summary>Every shipped profile as an instance of its own name, with all that its schemes need: what Vigil is started with, and what plays the sender.</summary>
internal sealed class AllSenders
{
    private const string Text = "a secret that both sides know by heart";
    private const string Audience = "11111111-2222-3333-4444-555555555555";
    private const string Tenant = "6a3d0c2f-0d5b-4f57-9a1d-0d3a5a1b2c3d";
    private const string Topic = "arn:aws:sns:eu-central-1:123456789012:findings";

    private readonly Dictionary<string, IReadOnlyList<Secret>> _secrets = [];
    private readonly Dictionary<string, SenderInstance> _instances = [];

    public AllSenders()
    {
        var authority = DevelopmentAuthority.Create();
        var certificate = CertificateWithKey();
        foreach (var (profile, index) in Profiles.Select((p, i) => (p, i)))
        {
            _secrets[profile.Name] = SecretsOf(profile.Verification.Name.Split('|')[0], authority, certificate);
            var options = new InstanceOptions { Name = profile.Name, Trust = new InstanceTrust { Audience = Audience, EntraTenant = Tenant, Topics = [Topic], SecretInUrl = true } };
            _instances[profile.Name] = SenderInstance.Of(options);
            Add($"Intake__Instances__{index}__Name", profile.Name);
            Add($"Intake__Instances__{index}__Trust__Audience", Audience);
            Add($"Intake__Instances__{index}__Trust__EntraTenant", Tenant);
            Add($"Intake__Instances__{index}__Trust__Topics__0", Topic);
            Add($"Intake__Instances__{index}__Trust__SecretInUrl", "true");
            for (var i = 0; i < _secrets[profile.Name].Count; i++)
            {
                Add(EnvironmentSecretSource.VariableOf(profile.Name) + (i == 0 ? "" : $"_{(i + 1).ToString(CultureInfo.InvariantCulture)}"), _secrets[profile.Name][i].Value);
            }
        }
    }

    /// <summary>All that anybody outside can deliver to.</summary>
    public static IReadOnlyList<SenderProfile> Profiles { get; } = [.. ProfileCatalog.LoadEmbedded().Profiles.Where(p => p.Verification is ISigningScheme)];

    /// <summary>What Vigil is started with.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>Posts it as its sender does, and waits until its alert is done.</summary>
    public async Task<SentDelivery> SendAsync(VigilProcess vigil, ExpectedDelivery delivery)
    {
        var (name, cancellation) = (delivery.Profile.Name, TestContext.Current.CancellationToken);
        var answer = await new DeliverySender(vigil.Http, TimeProvider.System).PostAsync(
            delivery.Profile, _instances[name], _secrets[name], delivery.Body, DeliverySender.NewId(), delivery.Headers, breakSignature: false, cancellation);
        if (answer.AlertId is not { } id)
        {
            return new SentDelivery(answer, null);
        }

        var sent = new SentDelivery(answer, null);
        await Eventually.NothingAsync(async () =>
        {
            sent = sent with { Trace = await vigil.Client.GetAsync($"alerts/{id}", cancellation) };
            return sent.Trace.Value.GetProperty("doneAt").ValueKind == JsonValueKind.String ? null : $"{name}, {delivery.Name}: the alert is not done.\n{vigil.LastLines()}";
        });
        return sent;
    }

    private static Secret[] SecretsOf(string scheme, string authority, string certificate) => scheme switch
    {
        "graph" => [new("1", Text), new("2", authority), new("3", certificate)],
        "jwt" or "sns" => [new("1", Text), new("2", authority)],
        "standard-webhooks" => [new("1", Convert.ToBase64String(new byte[32]))],
        _ => [new("1", Text)],
    };

    private void Add(string name, string value) => Settings[name] = value;

    private static string CertificateWithKey()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Graph notifications", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem();
    }
}
