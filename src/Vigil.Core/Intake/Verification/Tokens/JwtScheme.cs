using System.Runtime.CompilerServices;
using Vigil.Core.Intake.Keys;
using Vigil.Core.Ports;
using Vigil.Core.Senders;

namespace Vigil.Core.Intake.Verification.Tokens;

/// <summary>A bearer token that the sender's identity provider signs. Proves the sender, not the content.</summary>
internal sealed class JwtScheme(string header, TokenTerms terms) : ISigningScheme
{
    public const string SchemeName = "jwt";

    private const string Prefix = "Bearer ";
    private const int Dots = 2;

    private readonly ConditionalWeakTable<SenderInstance, Rules> _rules = [];

    public string Name => SchemeName;

    public bool CoversTimestamp => false;

    public static JwtScheme Create(ProfileParameters parameters) => new(parameters.String("header", "Authorization")!, TokenTerms.Read(parameters));

    public Reason CheckSetup(SenderInstance instance, IReadOnlyList<Secret> secrets) => terms.CheckSetup(instance);

    public Reason CheckHead(VerificationRequest request) => Read(request.Headers, out _);

    public async ValueTask<VerificationResult> VerifyAsync(VerificationRequest request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var reason = Read(request.Headers, out var token);
        reason = reason == Reason.None ? terms.CheckSetup(request.Instance) : reason;
        reason = reason == Reason.None
            ? await request.Services.Tokens.ValidateAsync(token!, RulesOf(request.Instance, request.Secrets), request.Now, cancellationToken)
            : reason;
        return reason == Reason.None ? new VerificationResult(Reason.None, this, null, null) : VerificationResult.Refused(reason);
    }

    public SignedDelivery Sign(SigningRequest request) => terms.CheckSetup(request.Instance) == Reason.None
        ? new SignedDelivery(request.Body, [new(header, Prefix + DevelopmentToken.Create(terms.For(request.Instance, request.Secrets), request.Secrets, request.Now))])
        : throw new SigningException($"Set Trust:Audience and Trust:EntraTenant of the instance '{request.Instance.Name}'.");

    private Reason Read(IDeliveryHeaders headers, out string? token)
    {
        var times = headers.Read(header, out var value);
        token = times == 1 && value!.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? value[Prefix.Length..] : null;
        return times == 0 ? Reason.SignatureMissing
            : token is { Length: > 0 and <= TokenRules.MaxTokenLength } && token.AsSpan().Count('.') == Dots ? Reason.None
            : Reason.SignatureMalformed;
    }

    /// <summary>Made once per instance and list of secrets, which sources replace as a whole.</summary>
    private TokenRules RulesOf(SenderInstance instance, IReadOnlyList<Secret> secrets)
    {
        if (!_rules.TryGetValue(instance, out var known) || !ReferenceEquals(known.Secrets, secrets))
        {
            known = new Rules(secrets, terms.For(instance, secrets));
            _rules.AddOrUpdate(instance, known);
        }

        return known.Value;
    }

    private sealed record Rules(IReadOnlyList<Secret> Secrets, TokenRules Value);
}
