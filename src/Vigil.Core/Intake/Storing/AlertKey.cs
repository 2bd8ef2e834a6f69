using System.Globalization;
using System.Security.Cryptography;

namespace Vigil.Core.Intake.Storing;

/// <summary>What makes two deliveries the same: the id that the signature covers, else the digest of the body within a window of time.</summary>
internal sealed class AlertKey
{
    private const string NoWindow = "";
    private const string EveryWindow = "seen";

    private readonly string _instance;
    private readonly long _window;

    public AlertKey(AuthenticDelivery delivery, TimeSpan dedupWindow)
    {
        _instance = delivery.Instance.Name;
        _window = delivery.ReceivedAt.UtcTicks / dedupWindow.Ticks;
        Digest = Convert.ToHexStringLower(SHA256.HashData(delivery.Body.Span));
        IsSigned = delivery.Verification.SignedDeliveryId is not null;
        AlertId = delivery.Verification.SignedDeliveryId is { } id ? DeterministicId.Of(_instance, id, NoWindow) : InWindow(_window);
    }

    /// <summary>SHA-256 of the body, lower-case hex.</summary>
    public string Digest { get; }

    /// <summary>True when the sender signs an id, which is good for ever.</summary>
    public bool IsSigned { get; }

    public string AlertId { get; }

    /// <summary>The alert that the same body had in the window before.</summary>
    public string PreviousAlertId => InWindow(_window - 1);

    /// <summary>Name of the marker that the same body was seen in any window.</summary>
    public string SeenName => "seen-" + DeterministicId.Of(_instance, Digest, EveryWindow);

    private string InWindow(long window) => DeterministicId.Of(_instance, Digest, window.ToString(CultureInfo.InvariantCulture));
}
