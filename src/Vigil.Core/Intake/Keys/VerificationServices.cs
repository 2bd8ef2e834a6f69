namespace Vigil.Core.Intake.Keys;

/// <summary>What schemes and handshakes need that is not in the delivery.</summary>
public sealed record VerificationServices(PinnedHttp Http, KeyDocuments Documents, ITokenValidator Tokens, IEd25519 Ed25519);
