using Microsoft.Extensions.DependencyInjection;
using Vigil.Core;
using Vigil.Core.Intake;
using Vigil.Core.Ports;

namespace Vigil.Cli.Doctor;

/// <summary>Whether each secret in the environment opens the door that it is for. Never shows one.</summary>
internal static class SecretChecks
{
    private static readonly string s_prefix = EnvironmentSecretSource.VariableOf(string.Empty);

    public static IReadOnlyList<Check> Run(ServiceProvider services)
    {
        var instances = services.GetRequiredService<SenderInstances>();
        var variables = EnvironmentSecretSource.Variables()
            .Where(v => v.Key.StartsWith(s_prefix, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(v.Value)).OrderBy(v => v.Key, StringComparer.Ordinal).ToList();
        return variables.Count == 0
            ? [Check.Note("secrets", "none: every delivery is refused", $"Set {EnvironmentSecretSource.VariableOf("github")}, or that of another sender ('vigil senders list').")]
            : [.. variables.Select(v => One(v.Key, v.Value!, instances))];
    }

    private static Check One(string variable, string value, SenderInstances instances)
    {
        var name = variable[s_prefix.Length..].ToLowerInvariant().Replace('_', '-');
        if ((instances.Find(name) ?? instances.Find(WithoutNumber(name))) is not var (instance, profile))
        {
            return Check.Wrong(variable, $"there is no sender instance {name}", "Name a profile ('vigil senders list'), or configure the instance: Intake__Instances__0__Name.");
        }

        var reason = profile.Verification.CheckSetup(instance, [new Secret(variable, value)]);
        return reason == Reason.None
            ? Check.Fine(variable, $"usable for {instance.Name}")
            : Check.Wrong(variable, reason.Name(), "Take a secret of 16 bytes or more, in the form that the sender's profile wants.");
    }

    /// <summary><c>github-2</c> is the second secret of <c>github</c>.</summary>
    private static string WithoutNumber(string name)
    {
        var dash = name.LastIndexOf('-');
        return dash > 0 && dash < name.Length - 1 && name[(dash + 1)..].All(char.IsAsciiDigit) ? name[..dash] : name;
    }
}
