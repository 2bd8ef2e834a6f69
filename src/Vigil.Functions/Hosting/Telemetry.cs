using System.Data.Common;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using Vigil.Core.Telemetry;

namespace Vigil.Functions.Hosting;

/// <summary>Sends traces, metrics and logs where settings say: to Azure Monitor by identity, to a collector by OTLP, or nowhere.</summary>
internal static class Telemetry
{
    public const string AzureMonitorKey = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    /// <summary>How the host and this worker log in there, as in <c>ClientId=…;Authorization=AAD</c>; without it, by the key in the connection string.</summary>
    public const string IdentityKey = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    public const string CollectorKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var toMonitor = !string.IsNullOrEmpty(configuration[AzureMonitorKey]);
        var toCollector = !string.IsNullOrEmpty(configuration[CollectorKey]);
        if (!toMonitor && !toCollector)
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithTracing(traces => traces.AddSource(VigilTelemetry.Name))
            .WithMetrics(metrics => metrics.AddMeter(VigilTelemetry.Name));
        if (toMonitor)
        {
            telemetry.UseAzureMonitorExporter(options => options.Credential = CredentialOf(configuration[IdentityKey]));
        }

        if (toCollector)
        {
            telemetry.UseOtlpExporter();
        }

        return services;
    }

    private static ManagedIdentityCredential? CredentialOf(string? authentication)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = authentication };
        return !parts.TryGetValue("Authorization", out var kind) || !"AAD".Equals(kind as string, StringComparison.OrdinalIgnoreCase) ? null
            : new(parts.TryGetValue("ClientId", out var id) ? ManagedIdentityId.FromUserAssignedClientId((string)id) : ManagedIdentityId.SystemAssigned);
    }
}
