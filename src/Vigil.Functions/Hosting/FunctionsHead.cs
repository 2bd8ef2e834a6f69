using Microsoft.Azure.Functions.Worker.Builder;
using Vigil.ServiceBus;
using Vigil.Storage.Azure;
using Vigil.Storage.Azure.Secrets;
using Vigil.Web;

namespace Vigil.Functions.Hosting;

/// <summary>The whole application as an isolated worker of Azure Functions. Nothing here, nor any constructor behind it, calls the network.</summary>
internal static class FunctionsHead
{
    public static FunctionsApplicationBuilder AddHead(this FunctionsApplicationBuilder builder)
    {
        builder.ConfigureFunctionsWebApplication();
        builder.Logging.AddVigilLevels(builder.Configuration);
        builder.Services
            .AddAzureStorage(builder.Configuration)
            .AddServiceBusIncidents(builder.Configuration)
            .AddSecretVault(builder.Configuration)
            .AddVigil(builder.Configuration)
            .AddTimers()
            .AddLogin(builder.Configuration)
            .AddTelemetry(builder.Configuration);
        return builder;
    }
}
