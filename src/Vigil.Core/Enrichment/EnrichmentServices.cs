using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Vigil.Core.Enrichment.Assets;
using Vigil.Core.Enrichment.Assets.Import;
using Vigil.Core.Ports;
using Vigil.Core.Scoring;
using Vigil.Core.Senders;

namespace Vigil.Core.Enrichment;

/// <summary>Registration of enrichment, scoring and reference data.</summary>
public static class EnrichmentServices
{
    /// <summary>
    /// Needs the ports of storage, queues and dead letters, and <c>Func&lt;string, SenderProfile?&gt;</c>. Options: <see cref="EnrichOptions"/> and
    /// <see cref="ScoreOptions"/>, checked when the host starts. The head calls <see cref="ReferenceData.RefreshAsync"/> at start and every few seconds.
    /// </summary>
    public static IServiceCollection AddEnrichment(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new AssetImportLimits());
        services.TryAddSingleton(provider => new ProfileLookup(provider.GetRequiredService<Func<string, SenderProfile?>>()));
        services.AddOptions<EnrichOptions>().ValidateOnStart();
        services.AddOptions<ScoreOptions>().ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<EnrichOptions>, EnrichOptionsValidator>()
            .AddSingleton<IValidateOptions<ScoreOptions>, ScoreOptionsValidator>()
            .AddSingleton<ReferenceData>()
            .AddSingleton<IReferenceData>(provider => provider.GetRequiredService<ReferenceData>())
            .AddSingleton<AssetImport>()
            .AddSingleton<FindingScorer>()
            .AddSingleton<EnrichDetection>();
    }
}
