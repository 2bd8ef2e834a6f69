using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Cli.Shared;
using Vigil.Core.Ports;
using Vigil.Core.Senders.Live;

namespace Vigil.Cli.Senders;

/// <summary>The options of commands that work on the senders in the reference data.</summary>
internal sealed class ReferenceOptions
{
    private readonly Option<DirectoryInfo> _data = DataOption.Create();
    private readonly StorageOptions _storage = new();

    public void AddTo(Command command)
    {
        command.Add(_data);
        _storage.AddTo(command);
    }

    public async ValueTask<ServiceProvider> OpenAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var directory = result.GetRequiredValue(_data).FullName;
        var configuration = VigilSettings.Load(directory);
        var services = new ServiceCollection();
        _storage.Choice(result).AddTo(services, directory, configuration);
        services.AddOptions<Core.Intake.IntakeOptions>().Bind(configuration.GetSection(Core.Intake.IntakeOptions.Section));
        services.AddOptions<ProfileOptions>().Bind(configuration.GetSection(ProfileOptions.Section));
        services.AddLogging().AddSingleton(TimeProvider.System).AddSingleton<LiveSenders>();
        services.AddSingleton(p => new SenderFiles(p.GetRequiredService<IBlobStore>()));
        var provider = services.BuildServiceProvider();
        await StorageChoice.PrepareAsync(provider, cancellationToken);
        return provider;
    }
}
