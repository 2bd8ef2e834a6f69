using System.Collections;
using System.Collections.Frozen;
using System.Globalization;
using Vigil.Core.Ports;

namespace Vigil.Core.Intake;

/// <summary>
/// Secrets from environment variables, read once: <c>webhook-github</c> is <c>VIGIL_SECRET_WEBHOOK_GITHUB</c> and, while it is rotated,
/// <c>VIGIL_SECRET_WEBHOOK_GITHUB_2</c>, <c>_3</c> … beside it. Empty variables count as unset.
/// </summary>
public sealed class EnvironmentSecretSource : ISecretSource
{
    private const string Prefix = "VIGIL_SECRET_";

    private readonly FrozenDictionary<string, IReadOnlyList<Secret>> _secrets;

    public EnvironmentSecretSource(IEnumerable<KeyValuePair<string, string?>> variables)
    {
        var values = variables
            .Where(v => v.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(v.Value))
            .ToDictionary(v => v.Key[Prefix.Length..].ToUpperInvariant(), v => v.Value!);
        _secrets = values.Keys.ToFrozenDictionary(SecretName, name => Versions(name, values));
    }

    /// <summary>The variables of this process.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Variables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(v => KeyValuePair.Create((string)v.Key, (string?)v.Value));

    public ValueTask<IReadOnlyList<Secret>> GetAsync(string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_secrets.GetValueOrDefault(name, []));

    private static string SecretName(string variable) => variable.ToLowerInvariant().Replace('_', '-');

    private static IReadOnlyList<Secret> Versions(string name, Dictionary<string, string> values)
    {
        var more = values
            .Select(v => (Number: Number(name, v.Key), v.Value))
            .Where(v => v.Number > 1)
            .OrderBy(v => v.Number)
            .Select(v => new Secret(v.Number.ToString(CultureInfo.InvariantCulture), v.Value));
        return [new Secret("1", values[name]), .. more];
    }

    /// <summary>The 2 in <c>WEBHOOK_GITHUB_2</c>; 0 for other variables.</summary>
    private static int Number(string name, string variable) =>
        variable.Length > name.Length + 1
        && variable[name.Length] == '_'
        && variable.StartsWith(name, StringComparison.Ordinal)
        && int.TryParse(variable.AsSpan(name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
