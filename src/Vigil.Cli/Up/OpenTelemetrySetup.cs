using Microsoft.Extensions.Configuration;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Vigil.Core.Telemetry;

namespace Vigil.Cli.Up;

/// <summary>Exports traces and metrics by OTLP, when the standard variable names a collector.</summary>
internal sealed class OpenTelemetrySetup : IDisposable
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    /// <summary>Without a collector nothing is collected, and spans cost nothing.</summary>
    public OpenTelemetrySetup(IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration[EndpointVariable]))
        {
            return;
        }

        var resource = ResourceBuilder.CreateDefault().AddService("vigil");
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(VigilTelemetry.Name).AddOtlpExporter().Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(VigilTelemetry.Name).AddOtlpExporter().Build();
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }
}
