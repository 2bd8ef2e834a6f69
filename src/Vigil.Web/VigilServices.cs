using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Vigil.Core.Correlation;
using Vigil.Core.Enrichment;
using Vigil.Core.Enrichment.Assets;
using Vigil.Core.Enrichment.Assets.Import;
using Vigil.Core.Incidents;
using Vigil.Core.Intake;
using Vigil.Core.Messaging;
using Vigil.Core.Operations;
using Vigil.Core.Ports;
using Vigil.Core.Reports;
using Vigil.Core.Retention;
using Vigil.Core.Scanning.Hashes;
using Vigil.Core.Scoring;
using Vigil.Core.Senders;
using Vigil.Core.Senders.Live;
using Vigil.Core.Timers;
using Vigil.Core.Tracing;
using Vigil.Web.Alerts;
using Vigil.Web.DeadLetters;
using Vigil.Web.Health;
using Vigil.Web.Incidents;
using Vigil.Web.OpenApi;
using Vigil.Web.Operations;
using Vigil.Web.Security;
using Vigil.Web.Uploads;
using Vigil.Web.Webhooks;

namespace Vigil.Web;

/// <summary>The whole application but for storage, secrets and authentication, which a head chooses.</summary>
public static class VigilServices
{
    private static readonly TimeSpan s_referenceEvery = TimeSpan.FromSeconds(5);

    /// <summary>Registers handlers and endpoints, with options from the sections that their classes name.</summary>
    public static IServiceCollection AddVigil(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => ProfileCatalog.LoadEmbedded());
        services.AddOptions<ProfileOptions>().Bind(configuration.GetSection(ProfileOptions.Section));
        return services
            .AddSenders()
            .AddWebhooks(configuration)
            .AddEnrichment(configuration)
            .AddCorrelation(configuration)
            .AddUploads(configuration)
            .AddMessaging(configuration)
            .AddUpkeep(configuration)
            .AddEndpoints();
    }

    /// <summary>Runs the timed tasks of this process, and with them the one that keeps its own copy of the reference data fresh.</summary>
    public static IServiceCollection AddTimers(this IServiceCollection services) => services
        .AddSingleton(p => Refresh(p.GetRequiredService<LiveSenders>(), p.GetRequiredService<ReferenceData>(), p.GetRequiredService<KnownHashes>()))
        .AddHostedService<TimerService>();

    private static TimedTask Refresh(LiveSenders senders, ReferenceData data, KnownHashes hashes) => new(
        "RefreshReferenceData", s_referenceEvery, async cancellationToken =>
        {
            // Senders first: no alert is mapped before the assets are there, and so none by a profile that another stands in for.
            await senders.RefreshAsync(cancellationToken);
            await data.RefreshAsync(cancellationToken);
            await hashes.RefreshAsync(cancellationToken);
        });

    /// <summary>The configuration of instances may name only what ships: nothing is fetched to start.</summary>
    private static IServiceCollection AddSenders(this IServiceCollection services) => services
        .AddSingleton<LiveSenders>()
        .AddSingleton<ProfileLookup>(p =>
        {
            // Lazy: the options that live instances are checked with are checked with the profiles themselves.
            var senders = new Lazy<LiveSenders>(p.GetRequiredService<LiveSenders>);
            return name => senders.Value.FindProfile(name);
        })
        .AddSingleton<InstanceLookup>(p => p.GetRequiredService<LiveSenders>().FindInstance);

    private static IServiceCollection AddEnrichment(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ScoreOptions>().Bind(configuration.GetSection(ScoreOptions.Section)).ValidateOnStart();
        services.AddOptions<EnrichOptions>().Bind(configuration.GetSection(EnrichOptions.Section)).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<ScoreOptions>, ScoreOptionsValidator>()
            .AddSingleton<IValidateOptions<EnrichOptions>, EnrichOptionsValidator>()
            .AddSingleton<FindingScorer>()
            .AddSingleton<ReferenceData>()
            .AddSingleton<IReferenceData>(p => p.GetRequiredService<ReferenceData>())
            .AddSingleton<IncidentTracer>()
            .AddSingleton<AlertTracer>()
            .AddSingleton<EnrichDetection>()
            .AddSingleton<IMessageHandler>(p => p.GetRequiredService<EnrichDetection>());
    }

    private static IServiceCollection AddCorrelation(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CorrelationOptions>().Bind(configuration.GetSection(CorrelationOptions.Section)).ValidateOnStart();
        services.AddOptions<IncidentOptions>().Bind(configuration.GetSection(IncidentOptions.Section)).ValidateOnStart();
        return services
            .AddIncidents()
            .AddSingleton<IMessageHandler>(p => p.GetRequiredService<RaiseIncident>());
    }

    private static IServiceCollection AddMessaging(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RunnerOptions>().Bind(configuration.GetSection(RunnerOptions.Section)).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<RunnerOptions>, RunnerOptionsValidator>()
            .AddSingleton<MessageRunner>();
    }

    private static IServiceCollection AddUpkeep(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection(RetentionOptions.Section)).ValidateOnStart();
        return services.AddUpkeep().AddHostedService<TallyService>();
    }

    private static IServiceCollection AddEndpoints(this IServiceCollection services) => services
        .AddSingleton<Guard>()
        .AddSingleton<Guarded>()
        .AddSingleton<AlertEndpoint>()
        .AddSingleton<IncidentViewer>()
        .AddSingleton<IncidentEndpoint>()
        .AddSingleton<DeadLetterEndpoint>()
        .AddSingleton(new AssetImportLimits())
        .AddSingleton<AssetImport>()
        .AddSingleton<ReferenceDataEndpoint>()
        .AddSingleton<ApiEndpoint>()
        .AddSingleton<HealthEndpoint>();
}
