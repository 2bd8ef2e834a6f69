using System.Collections;
using System.Collections.Frozen;
using System.Globalization;
using Vigil.Core.Ports;

namespace Vigil.Core.Intake;

/// <summary>
/// Secrets from environment variables, read once: <c>webhook-github</c> is <c>VIGIL_SECRET_WEBHOOK_GITHUB</c> and, while it is rotated,
/// <c>VIGIL_SECRET_WEBHOOK_GITHUB_2</c>, <c>_3</c> … beside it or, when the first is retired, without it. Empty variables count as unset; of
/// two that differ in case only the later counts.
/// </summary>
public sealed class EnvironmentSecretSource : ISecretSource
{
    private const string Prefix = "VIGIL_SECRET_";

    private readonly FrozenDictionary<string, IReadOnlyList<Secret>> _secrets;

    public EnvironmentSecretSource(IEnumerable<KeyValuePair<string, string?>> variables)
    {
        var values = new Dictionary<string, string>();
        foreach (var (variable, value) in variables)
        {
            if (variable.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(value))
            {
                values[Underscored(variable[Prefix.Length..])] = value;
            }
        }

        _secrets = values.Keys.SelectMany(Names).Distinct().ToFrozenDictionary(SecretName, name => Versions(name, values));
    }

    /// <summary>The variable of the first secret of an instance: <c>VIGIL_SECRET_WEBHOOK_GITHUB</c> of <c>github</c>.</summary>
    public static string VariableOf(string instance) => $"{Prefix}WEBHOOK_{Underscored(instance)}";

    /// <summary>The variables of this process.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Variables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(v => KeyValuePair.Create((string)v.Key, (string?)v.Value));

    public Reason Health => Reason.None;

    public ValueTask<IReadOnlyList<Secret>> GetAsync(string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_secrets.GetValueOrDefault(name, []));

    private static string Underscored(string name) => name.ToUpperInvariant().Replace('-', '_');

    /// <summary>What a variable may be a secret of: <c>WEBHOOK_GITHUB_2</c> of that name, and of <c>WEBHOOK_GITHUB</c>.</summary>
    private static IEnumerable<string> Names(string variable)
    {
        var name = variable[..Math.Max(0, variable.LastIndexOf('_'))];
        return name.Length > 0 && Number(name, variable) > 1 ? [variable, name] : [variable];
    }

    private static string SecretName(string variable) => variable.ToLowerInvariant().Replace('_', '-');

    private static IReadOnlyList<Secret> Versions(string name, Dictionary<string, string> values)
    {
        var more = values
            .Select(v => (Number: Number(name, v.Key), v.Value))
            .Where(v => v.Number > 1)
            .OrderBy(v => v.Number)
            .Select(v => new Secret(v.Number.ToString(CultureInfo.InvariantCulture), v.Value));
        return values.TryGetValue(name, out var first) ? [new Secret("1", first), .. more] : [.. more];
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
