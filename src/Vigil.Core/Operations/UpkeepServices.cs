using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Vigil.Core.DeadLetters;
using Vigil.Core.Ports;
using Vigil.Core.Reports;
using Vigil.Core.Retention;
using Vigil.Core.Scanning.Uploads;

namespace Vigil.Core.Operations;

/// <summary>Registration of what keeps an installation in order and tells of it.</summary>
public static class UpkeepServices
{
    /// <summary>Needs the ports of storage and queues, incidents and a <see cref="Senders.ProfileLookup"/>. Options: <see cref="RetentionOptions"/>.</summary>
    public static IServiceCollection AddUpkeep(this IServiceCollection services)
    {
        services.TryAddSingleton<UploadRecords>();
        return services
            .AddSingleton<OperationsAudit>()
            .AddSingleton<IDeadLetters, BlobDeadLetters>()
            .AddSingleton<AlertReplayPlanner>()
            .AddSingleton<ReplayPlanner>()
            .AddSingleton<DeadLetterReplay>()
            .AddSingleton<CollectDeadIncidents>()
            .AddSingleton<CollectPoison>()
            .AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>()
            .AddSingleton<ExpiryScan>()
            .AddSingleton<UploadExpiry>()
            .AddSingleton<IncidentExpiry>()
            .AddSingleton<ProtectedAlerts>()
            .AddSingleton<ExpireRecords>()
            .AddSingleton<Tally>()
            .AddSingleton<TallyStore>()
            .AddSingleton<IncidentFigures>()
            .AddSingleton<ReportBuilder>()
            .AddSingleton<WriteDailyReport>();
    }
}
