using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vigil.Core.Intake.Verification.Tokens;
using Vigil.Core.Ports;

namespace Vigil.Core.Intake.Verification.Graph;

/// <summary>
/// Change notifications of Microsoft Graph: the subscription's <c>clientState</c> in every one of them, validation tokens that Graph signs for our app, and
/// the encrypted resource. Notifications without resource are lifecycle events, or basic ones, of which nobody can make a finding.
/// </summary>
internal sealed class GraphScheme : ISigningScheme
{
    public const string SchemeName = "graph";

    /// <summary>Notifications in one delivery.</summary>
    public const int MaxNotifications = 1000;

    /// <summary>Validation tokens in one delivery: one per app and tenant.</summary>
    public const int MaxTokens = 8;

    private const int MaxDepth = 64;

    /// <summary>Microsoft's app that sends change notifications.</summary>
    private const string GraphApp = "0bf30f3b-4a52-48df-9a82-234910c4a086";

    private static readonly TokenTerms s_terms = new(
        "https://login.microsoftonline.com/common/discovery/v2.0/keys",
        ["https://sts.windows.net/{tenant}/", "https://login.microsoftonline.com/{tenant}/v2.0"], [], [GraphApp]);

    private readonly ConditionalWeakTable<Secret, byte[]> _states = [];

    public string Name => SchemeName;

    /// <summary>Tokens grow old, notifications do not.</summary>
    public bool CoversTimestamp => false;

    public Reason CheckSetup(SenderInstance instance, IReadOnlyList<Secret> secrets)
    {
        var reason = s_terms.CheckSetup(instance);
        return reason == Reason.None ? SecretMatch.Check(secrets, s => SecretKey.FromText(s.Value).Reason) : reason;
    }

    public Reason CheckHead(VerificationRequest request) => Reason.None;

    public async ValueTask<VerificationResult> VerifyAsync(VerificationRequest request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException)
        {
            return VerificationResult.Refused(Reason.SignatureMalformed);
        }

        using (document)
        {
            var batch = GraphBatch.TryRead(document.RootElement);
            var match = new SecretMatch();
            var reason = batch is null ? Reason.SignatureMalformed : CheckStates(batch, request, ref match);
            reason = reason == Reason.None ? await CheckTokensAsync(batch!, request, cancellationToken) : reason;
            reason = reason == Reason.None && batch!.IsBasic ? Reason.NeedsRichNotifications : reason;
            var content = reason == Reason.None ? batch!.Open([.. GraphKey.Among(request.Secrets)], out reason) : null;
            return reason == Reason.None
                ? new VerificationResult(Reason.None, this, match.Version, null) { Content = content }
                : VerificationResult.Refused(reason);
        }
    }

    public SignedDelivery Sign(SigningRequest request)
    {
        if (CheckSetup(request.Instance, request.Secrets) != Reason.None)
        {
            throw new SigningException($"Set Trust:Audience and Trust:EntraTenant of the instance '{request.Instance.Name}', and its clientState as a secret.");
        }

        var state = request.Secrets.First(s => SecretKey.FromText(s.Value).Reason == Reason.None).Value;
        return GraphSimulator.Sign(request, state, DevelopmentToken.Create(s_terms.For(request.Instance, request.Secrets), request.Secrets, request.Now));
    }

    /// <summary>Every notification must hold the secret, and the same of several.</summary>
    private Reason CheckStates(GraphBatch batch, VerificationRequest request, ref SecretMatch match)
    {
        if (batch.Notifications.Exists(n => n.State is null))
        {
            return Reason.SignatureMissing;
        }

        if (batch.Notifications.Exists(n => n.Tenant is not null && !string.Equals(n.Tenant, request.Instance.Trust.EntraTenant, StringComparison.OrdinalIgnoreCase)))
        {
            return Reason.TokenIssuerWrong;
        }

        var presented = batch.Notifications.ConvertAll(n => SHA256.HashData(Encoding.UTF8.GetBytes(n.State!)));
        foreach (var secret in request.Secrets)
        {
            if (SecretKey.FromText(secret.Value).Reason is var reason && reason != Reason.None)
            {
                match.Skip(reason);
                continue;
            }

            var expected = _states.GetValue(secret, s => SHA256.HashData(Encoding.UTF8.GetBytes(s.Value)));
            var matches = true;
            presented.ForEach(p => matches &= CryptographicOperations.FixedTimeEquals(p, expected));
            match.Tried(secret, matches);
        }

        return match.Reason;
    }

    private static async ValueTask<Reason> CheckTokensAsync(GraphBatch batch, VerificationRequest request, CancellationToken cancellationToken)
    {
        if (batch.IsRich && batch.Tokens.Count == 0)
        {
            return Reason.SignatureMissing;
        }

        var rules = s_terms.For(request.Instance, request.Secrets);
        foreach (var token in batch.Tokens)
        {
            var reason = await request.Services.Tokens.ValidateAsync(token, rules, request.Now, cancellationToken);
            if (reason != Reason.None)
            {
                return reason;
            }
        }

        return Reason.None;
    }
}
