using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vigil.Core.Incidents;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.Core.Scanning.Clamd;
using Vigil.Core.Scanning.Effects;
using Vigil.Core.Scanning.Hashes;
using Vigil.Core.Scanning.Inspection;
using Vigil.Core.Scanning.Releases;
using Vigil.Core.Scanning.Rescans;
using Vigil.Core.Scanning.Running;
using Vigil.Core.Scanning.Uploads;

namespace Vigil.Core.Scanning;

/// <summary>Registration of uploads and of the engines that scan them.</summary>
public static class ScanningServices
{
    /// <summary>
    /// Needs the ports of storage and queues, a <see cref="Senders.ProfileLookup"/> and an <see cref="UploadIdSource"/>. Options:
    /// <see cref="ScanningOptions"/>, <see cref="ClamdOptions"/>, <see cref="InspectorOptions"/>.
    /// </summary>
    /// <param name="withClamd">Whether clamd is configured.</param>
    public static IServiceCollection AddScanning(this IServiceCollection services, bool withClamd)
    {
        if (withClamd)
        {
            services.AddSingleton<IFileScanner, ClamdScanner>();
        }

        return services
            .AddSingleton<IValidateOptions<ScanningOptions>, ScanningOptionsValidator>()
            .AddSingleton<IValidateOptions<ClamdOptions>, ClamdOptionsValidator>()
            .AddSingleton<IValidateOptions<InspectorOptions>, InspectorOptionsValidator>()
            .AddSingleton<KnownHashes>()
            .AddSingleton<IFileScanner>(p => new HashListScanner(() => p.GetRequiredService<KnownHashes>().Current))
            .AddSingleton<IFileScanner, Inspector>()
            .AddSingleton<EngineStates>()
            .AddSingleton<VerdictCache>()
            .AddSingleton<ScanEngines>()
            .AddSingleton<FileMove>()
            .AddSingleton<ScanAlerts>()
            .AddSingleton<UploadRecords>()
            .AddSingleton<UploadTracker>()
            .AddSingleton<UploadSettlement>()
            .AddSingleton<AcceptUpload>()
            .AddSingleton<GetUpload>()
            .AddSingleton<ReleaseUpload>()
            .AddSingleton<RescanUploads>()
            .AddSingleton<ScanUpload>()
            .AddSingleton<IMessageHandler>(p => p.GetRequiredService<ScanUpload>())
            .AddSingleton<ISweeper, StuckUploads>();
    }
}
