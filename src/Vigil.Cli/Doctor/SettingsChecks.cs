using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vigil.Cli.Shared;
using Vigil.Cli.Up;
using Vigil.Web.Security;

namespace Vigil.Cli.Doctor;

/// <summary>Whether the settings say what they seem to: refused values, half a login, keys that nothing reads, secrets that are refused.</summary>
internal static class SettingsChecks
{
    private const string Name = "settings";

    public static IReadOnlyList<Check> Run(DirectoryInfo data)
    {
        IConfigurationRoot configuration;
        ServiceProvider opened;
        try
        {
            configuration = VigilSettings.Load(data.FullName);
            opened = StoreServices.Open(data, StorageChoice.BySettings);
        }
        catch (CliException exception)
        {
            return [Check.Wrong(Name, exception.Message, "Correct it; the table 'Configuration' in README.md tells what is allowed.")];
        }

        using var services = opened;
        List<Check> refused = [.. Refused(services)];
        List<Check> faults = [.. refused, .. Login(configuration), .. SettingNames.Check(configuration), .. refused.Count > 0 ? [] : SecretChecks.Run(services)];
        return faults.Exists(c => c.Verdict == Verdict.Wrong) ? faults : [Check.Fine(Name, "understood"), .. faults];
    }

    private static IEnumerable<Check> Refused(ServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return Faults(exception);
        }
        catch (AggregateException exception)
        {
            return exception.InnerExceptions.OfType<OptionsValidationException>().SelectMany(Faults);
        }
        catch (InvalidOperationException exception)
        {
            return [Check.Wrong(Name, exception.Message, "Write the value as the table 'Configuration' in README.md does.")];
        }
    }

    private static IEnumerable<Check> Faults(OptionsValidationException exception) =>
        exception.Failures.Select(f => Check.Wrong(Name, f, "The table 'Configuration' in README.md tells what is allowed."));

    private static IEnumerable<Check> Login(IConfiguration configuration) =>
        Authentication.WhyNotListenOn(IPAddress.Loopback, configuration) is { } refusal
            ? [Check.Wrong("login", refusal, "Set both, or neither.")]
            : [Check.Fine("login", LoginSettings.IsConfigured(configuration) ? "bearer tokens" : "none: only this machine's user, over loopback")];
}
