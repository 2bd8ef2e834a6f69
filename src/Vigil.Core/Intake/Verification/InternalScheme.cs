using Vigil.Core.Ports;

namespace Vigil.Core.Intake;

/// <summary>Of profiles whose alerts the application itself makes: they are no senders, and nobody passes.</summary>
public sealed class InternalScheme : IVerificationScheme
{
    public const string SchemeName = "internal";

    public string Name => SchemeName;

    public bool CoversTimestamp => true;

    public Reason CheckSetup(SenderInstance instance, IReadOnlyList<Secret> secrets) => Reason.UnknownInstance;

    public Reason CheckHead(VerificationRequest request) => Reason.UnknownInstance;

    public ValueTask<VerificationResult> VerifyAsync(
        VerificationRequest request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        ValueTask.FromResult(VerificationResult.Refused(Reason.UnknownInstance));
}
