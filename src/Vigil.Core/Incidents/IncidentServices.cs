using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Vigil.Core.Correlation;
using Vigil.Core.Incidents.Audit;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Incidents.Members;
using Vigil.Core.Incidents.Publication;
using Vigil.Core.Incidents.Refreshing;
using Vigil.Core.Incidents.Triage;
using Vigil.Core.Messaging;

namespace Vigil.Core.Incidents;

/// <summary>Registration of correlation, incidents and triage.</summary>
public static class IncidentServices
{
    /// <summary>
    /// Needs the ports of storage and queues. Options: <see cref="CorrelationOptions"/>, <see cref="IncidentOptions"/> and
    /// <see cref="Scoring.ScoreOptions"/>.
    /// </summary>
    public static IServiceCollection AddIncidents(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton<IValidateOptions<CorrelationOptions>, CorrelationOptionsValidator>()
            .AddSingleton<IValidateOptions<IncidentOptions>, IncidentOptionsValidator>()
            .AddSingleton<PublicationRule>()
            .AddSingleton<IncidentStore>()
            .AddSingleton<MemberStore>()
            .AddSingleton<Memberships>()
            .AddSingleton<MemberMover>()
            .AddSingleton<AuditLog>()
            .AddSingleton<TriageJournal>()
            .AddSingleton<IncidentPublisher>()
            .AddSingleton<HeldPublication>()
            .AddSingleton<IncidentFollowUp>()
            .AddSingleton<RefreshRequests>()
            .AddSingleton<IncidentRefresher>()
            .AddSingleton<IncidentChooser>()
            .AddSingleton<PendingIntents>()
            .AddSingleton<LegalHolds>()
            .AddSingleton<TriageEffects>()
            .AddSingleton<IncidentTriage>()
            .AddSingleton<Escalation>()
            .AddSingleton<IncidentReceiver>()
            .AddSingleton<IncidentQueries>()
            .AddSingleton<OverdueEscalations>()
            .AddSingleton<QueueGauges>()
            .AddSingleton<SweepPending>()
            .AddSingleton<RaiseIncident>();
    }
}
