using Microsoft.AspNetCore.Authentication;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Functions.Hosting;
using Xunit;

namespace Vigil.Functions.Tests.Head;

/// <summary>The services of the head as they are registered, without a host.</summary>
public sealed class ServiceTests
{
    public static TheoryData<Type> Functions => [.. typeof(FunctionsHead).Assembly.GetTypes()
        .Where(t => t.GetMethods().Any(m => m.IsDefined(typeof(FunctionAttribute), inherit: false)))];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_function_can_be_made_in_a_scope(Type function)
    {
        using var host = Build();
        using var scope = host.Services.CreateScope();
        Assert.NotNull(ActivatorUtilities.CreateInstance(scope.ServiceProvider, function));
    }

    [Fact]
    public async Task Half_a_login_is_none()
    {
        using var host = Build(("Triage:Authority", "https://login.example/tenant/v2.0"));
        var scheme = await host.Services.GetRequiredService<IAuthenticationSchemeProvider>().GetDefaultAuthenticateSchemeAsync();
        Assert.Equal(NoLogin.SchemeName, scheme!.Name);
    }

    [Fact]
    public void Secrets_come_from_the_vault_that_is_named_and_else_from_the_environment()
    {
        using var without = Build();
        Assert.IsType<EnvironmentSecretSource>(without.Services.GetRequiredService<ISecretSource>());
        using var with = Build(("KeyVault:Uri", "https://vault.example"));
        Assert.IsType<VaultSecretSource>(with.Services.GetRequiredService<ISecretSource>());
    }

    [Fact]
    public void Incidents_leave_on_the_service_bus_that_is_named_and_else_on_a_storage_queue()
    {
        using var without = Build();
        Assert.Equal("AzureIncidentQueue", without.Services.GetRequiredService<IIncidentQueue>().GetType().Name);
        using var with = Build(("ServiceBus", "Endpoint=sb://bus.example/;SharedAccessKeyName=name;SharedAccessKey=a2V5"));
        Assert.Equal("ServiceBusIncidentQueue", with.Services.GetRequiredService<IIncidentQueue>().GetType().Name);
    }

    [Theory]
    [InlineData("IncidentQueue:AlsoTo:0", "tickets")]
    [InlineData("IncidentQueue:Name", "triage")]
    public void Queues_of_a_broker_that_is_not_there_are_refused(string key, string value)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Build((key, value)));
        Assert.Contains("ServiceBus is not set", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://localhost/")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317")]
    public void Telemetry_goes_where_settings_say(string key, string value)
    {
        using var host = Build((key, value), ("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "ClientId=one;Authorization=AAD"));
        Assert.NotNull(host.Services.GetService<OpenTelemetry.Trace.TracerProvider>());
        Assert.NotNull(host.Services.GetService<OpenTelemetry.Metrics.MeterProvider>());
    }

    private static IHost Build(params IEnumerable<(string Key, string Value)> settings)
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.Configuration.AddInMemoryCollection(
        [
            new("Storage", "UseDevelopmentStorage=true"), .. settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)),
        ]);
        builder.AddHead();
        ((IHostApplicationBuilder)builder).ConfigureContainer(
            new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
        return builder.Build();
    }
}
