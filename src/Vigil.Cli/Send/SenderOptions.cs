using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Vigil.Cli.Senders;
using Vigil.Cli.Shared;
using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Core.Senders;

namespace Vigil.Cli.Send;

/// <summary>The options of commands that play a sender.</summary>
internal sealed class SenderOptions
{
    private readonly Option<string> _sender = new("--sender") { Description = "Sender instance to play", Required = true };
    private readonly Option<string?> _profile = new("--profile") { Description = "Profile of that instance (a name or a file), when its name is another" };
    private readonly Option<string[]> _header = new("--header") { Description = "A further header, as in 'X-GitHub-Event: code_scanning_alert'" };
    private readonly Option<DirectoryInfo> _data = DataOption.Create();

    public void AddTo(Command command)
    {
        command.Add(_sender);
        command.Add(_profile);
        command.Add(_header);
        command.Add(_data);
    }

    /// <summary>The instance as Vigil knows it by the same settings (some schemes sign its audience or topic), and its profile.</summary>
    public (SenderInstance Instance, SenderProfile Profile) Find(ParseResult result)
    {
        var (name, profile) = (result.GetRequiredValue(_sender), result.GetValue(_profile));
        var options = new IntakeOptions();
        VigilSettings.Load(result.GetRequiredValue(_data).FullName).GetSection(IntakeOptions.Section).Bind(options);
        var instance = new SenderInstances(Options.Create(options), ProfileCatalog.LoadEmbedded().Find).Find(name)?.Instance
            ?? SenderInstance.Unconfigured(name, profile ?? name);
        return (instance, ProfileSource.Get(profile ?? instance.Profile));
    }

    public static async Task<IReadOnlyList<Secret>> SecretsOf(SenderInstance instance, CancellationToken cancellationToken)
    {
        var secrets = await new EnvironmentSecretSource(EnvironmentSecretSource.Variables()).GetAsync(instance.SecretName, cancellationToken);
        return secrets.Count > 0
            ? secrets
            : throw new CliException($"Set {EnvironmentSecretSource.VariableOf(instance.Name)} to the secret that Vigil has for '{instance.Name}'.");
    }

    public IReadOnlyList<KeyValuePair<string, string>> Headers(ParseResult result) => [.. (result.GetValue(_header) ?? []).Select(Split)];

    private static KeyValuePair<string, string> Split(string header) =>
        header.Split(':', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, { Length: > 0 } value] && !value.AsSpan().ContainsAny('\r', '\n')
            ? KeyValuePair.Create(name, value)
            : throw new CliException($"'{header}' is not a header; write 'Name: value'.");
}
