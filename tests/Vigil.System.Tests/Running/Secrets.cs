using Vigil.Core.Ports;

namespace Vigil.SystemTests.Running;

/// <summary>The secrets that Vigil shares with the senders of the tests.</summary>
internal static class Secrets
{
    private const string Variable = "VIGIL_SECRET_WEBHOOK_";

    private static readonly Dictionary<string, string> s_byInstance = new()
    {
        ["falco"] = "a token of the falco sender",
        ["github"] = "a secret of the github sender",
        ["standard"] = Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(i => (byte)i)]),
    };

    public static IReadOnlyDictionary<string, string> Environment { get; } =
        s_byInstance.ToDictionary(s => Variable + s.Key.ToUpperInvariant(), s => s.Value);

    public static Secret Of(string instance) => new("1", s_byInstance[instance]);
}
