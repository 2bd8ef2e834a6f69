using Vigil.Core.Ports;

namespace Vigil.Core.Intake.Verification;

/// <summary>Goes through all secrets, whatever matched before, and ends with the first that did or the best reason why none.</summary>
internal struct SecretMatch()
{
    private Reason _otherwise = Reason.SecretMissing;

    /// <summary>Version of the first secret that matched; null while none has.</summary>
    public string? Version { get; private set; }

    public readonly Reason Reason => Version is null ? _otherwise : Reason.None;

    /// <summary>A secret that cannot be used.</summary>
    public void Skip(Reason reason) => _otherwise = _otherwise == Reason.SecretMissing ? reason : _otherwise;

    public void Tried(Secret secret, bool matches)
    {
        _otherwise = Reason.SignatureMismatch;
        Version ??= matches ? secret.Version : null;
    }

    /// <summary>The reason of the first usable secret, which is none, or of the last one.</summary>
    public static Reason Check(IReadOnlyList<Secret> secrets, Func<Secret, Reason> check)
    {
        var reason = Reason.SecretMissing;
        for (var i = 0; i < secrets.Count; i++)
        {
            reason = check(secrets[i]);
            if (reason == Reason.None)
            {
                break;
            }
        }

        return reason;
    }
}
