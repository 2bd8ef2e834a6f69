using Vigil.Core.Ports;

namespace Vigil.Core.Intake.Verification;

/// <summary>Several ways that a product offers. Each counts only where the instance is set up for it, so that none is open by being forgotten.</summary>
internal sealed class AnyScheme(IReadOnlyList<IVerificationScheme> schemes) : ISigningScheme
{
    /// <summary>In the order of the profile.</summary>
    public IReadOnlyList<IVerificationScheme> Schemes => schemes;

    public string Name { get; } = string.Join('|', schemes.Select(s => s.Name));

    public bool CoversTimestamp { get; } = schemes.All(s => s.CoversTimestamp);

    public Reason CheckSetup(SenderInstance instance, IReadOnlyList<Secret> secrets) =>
        First(schemes, s => s.CheckSetup(instance, secrets));

    public Reason CheckHead(VerificationRequest request) => First(SetUp(request.Instance, request.Secrets), s => s.CheckHead(request));

    public async ValueTask<VerificationResult> VerifyAsync(VerificationRequest request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var refused = VerificationResult.Refused(Reason.SecretMissing);
        foreach (var scheme in SetUp(request.Instance, request.Secrets))
        {
            if (scheme.CheckHead(request) is var reason && reason != Reason.None)
            {
                refused = Telling(refused, VerificationResult.Refused(reason));
                continue;
            }

            var result = await scheme.VerifyAsync(request, body, cancellationToken);
            if (result.IsAuthentic)
            {
                return result;
            }

            refused = Telling(refused, result);
        }

        return refused;
    }

    public SignedDelivery Sign(SigningRequest request) =>
        SetUp(request.Instance, request.Secrets).OfType<ISigningScheme>().FirstOrDefault()?.Sign(request)
        ?? throw new SigningException($"The instance is set up for none of {Name}.");

    private IEnumerable<IVerificationScheme> SetUp(SenderInstance instance, IReadOnlyList<Secret> secrets) =>
        schemes.Where(s => s.CheckSetup(instance, secrets) == Reason.None);

    /// <summary>What is wrong with a proof that was given says more than that another one was not.</summary>
    private static VerificationResult Telling(VerificationResult before, VerificationResult now) =>
        before.Reason is Reason.SecretMissing or Reason.SignatureMissing or Reason.TimestampMissing or Reason.DeliveryIdMissing ? now : before;

    /// <summary>None as soon as one scheme says so, else what the first said.</summary>
    private static Reason First(IEnumerable<IVerificationScheme> schemes, Func<IVerificationScheme, Reason> check)
    {
        var first = Reason.None;
        foreach (var scheme in schemes)
        {
            var reason = check(scheme);
            if (reason == Reason.None)
            {
                return Reason.None;
            }

            first = first == Reason.None ? reason : first;
        }

        return first == Reason.None ? Reason.SecretMissing : first;
    }
}
