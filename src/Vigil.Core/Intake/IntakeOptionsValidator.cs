using Microsoft.Extensions.Options;
using Vigil.Core.Senders;

namespace Vigil.Core.Intake;

/// <summary>Refuses a configuration that cannot be meant, at the start, each fault by its key.</summary>
internal sealed class IntakeOptionsValidator(ProfileLookup profiles) : IValidateOptions<IntakeOptions>
{
    public ValidateOptionsResult Validate(string? name, IntakeOptions options)
    {
        List<string> faults =
        [
            .. Limits(options).Where(l => !l.Holds).Select(l => l.Fault),
            .. options.Instances.SelectMany(Faults),
            .. options.Instances.CountBy(i => i.Name).Where(c => c.Value > 1).Select(c => $"Intake:Instances: '{c.Key}' is there {c.Value} times."),
            .. options.Instances.Select(i => i.Name).Where(n => Shadowed(n, options)).Select(n =>
                $"Intake:Instances: the secrets of '{n}' would count as further secrets of '{n[..n.LastIndexOf('-')]}'; choose another name."),
        ];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<(bool Holds, string Fault)> Limits(IntakeOptions options) =>
    [
        (options.DedupWindow >= TimeSpan.FromMinutes(1) && options.DedupWindow <= TimeSpan.FromDays(30),
            "Intake:DedupWindow must be from 1 minute to 30 days."),
        (options.RatePerSecond > 0, "Intake:RatePerSecond must be above 0."),
        (options.Burst > 0, "Intake:Burst must be above 0."),
        (options.MaxTrackedAddresses > 1, "Intake:MaxTrackedAddresses must be above 1."),
        (options.MaxQueueDepth > 0, "Intake:MaxQueueDepth must be above 0."),
        (options.MaxQueueAge > TimeSpan.Zero, "Intake:MaxQueueAge must be above 0."),
        (options.BackPressureRetryAfter > TimeSpan.Zero, "Intake:BackPressureRetryAfter must be above 0."),
        (options.MaxBufferedBytes > 0, "Intake:MaxBufferedBytes must be above 0."),
        (options.MaxJsonTokens > 0, "Intake:MaxJsonTokens must be above 0."),
    ];

    private IEnumerable<string> Faults(InstanceOptions instance)
    {
        var profile = instance.Profile ?? instance.Name;
        if (!SenderInstance.IsName(instance.Name))
        {
            yield return $"Intake:Instances: '{instance.Name}' is no name; 1 to {SenderInstance.MaxNameLength} of a-z, 0-9 and '-' are.";
        }
        else if (profiles(profile) is { Verification: InternalScheme } || profiles(instance.Name) is { Verification: InternalScheme })
        {
            yield return $"Intake:Instances: '{instance.Name}' is, or wants, a profile of the application itself.";
        }
        else if (profiles(profile) is null)
        {
            yield return $"Intake:Instances: '{instance.Name}' wants the profile '{profile}', which does not exist.";
        }

        if (instance.Tenant.Length == 0 || instance.Limits is { RatePerSecond: <= 0 } or { Burst: <= 0 })
        {
            yield return $"Intake:Instances: '{instance.Name}' needs a tenant and limits above 0.";
        }

        if (SourceAddresses.TryRead(instance.Trust.Sources) is null)
        {
            yield return $"Intake:Instances: '{instance.Name}' has Trust:Sources that are neither addresses nor CIDR blocks.";
        }

        if (instance.Trust.EntraTenant is { } tenant && !Guid.TryParseExact(tenant, "D", out _))
        {
            yield return $"Intake:Instances: '{instance.Name}' has a Trust:EntraTenant that is no tenant id (a GUID).";
        }
    }

    /// <summary><c>VIGIL_SECRET_WEBHOOK_GITHUB_2</c> is the second secret of <c>github</c>: an instance <c>github-2</c> would let its sender in there.</summary>
    private bool Shadowed(string name, IntakeOptions options)
    {
        var dash = name.LastIndexOf('-');
        return dash > 0 && dash < name.Length - 1 && !name.AsSpan(dash + 1).ContainsAnyExceptInRange('0', '9')
            && (profiles(name[..dash]) is not null || options.Instances.Any(i => i.Name == name[..dash]));
    }
}
