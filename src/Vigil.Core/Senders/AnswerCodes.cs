namespace Vigil.Core.Senders;

/// <summary>HTTP status per outcome, as this sender understands it (whether it retries, gives up or disables the hook).</summary>
public sealed record AnswerCodes(
    int Accepted = 202,
    int Duplicate = 202,
    int Handshake = 200,
    int Unauthenticated = 401,
    int Malformed = 400,
    int Unusable = 202,
    int TooLarge = 413,
    int UnsupportedType = 415,
    int Busy = 429,
    int NotPersisted = 503);
