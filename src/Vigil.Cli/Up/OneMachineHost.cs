using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vigil.Cli.Shared;
using Vigil.Core.DeadLetters;
using Vigil.Core.Incidents;
using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Core.Reports;
using Vigil.Core.Retention;
using Vigil.Core.Timers;
using Vigil.Web;

namespace Vigil.Cli.Up;

/// <summary>The whole application in one process: Kestrel, the pumps of the queues, the timers, and storage under all of it.</summary>
internal static class OneMachineHost
{
    private static readonly TimeSpan s_sweepEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_collectEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_expireEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_reportEvery = TimeSpan.FromMinutes(15);

    /// <summary>Everything that <c>vigil up</c> runs.</summary>
    /// <param name="overrides">Settings and secrets above all others.</param>
    /// <exception cref="CliException">The settings are refused.</exception>
    public static WebApplication Build(UpSettings settings, IReadOnlyList<KeyValuePair<string, string?>> overrides)
    {
        try
        {
            return BuildUnguarded(settings, overrides);
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            throw Refusal(settings, exception);
        }
    }

    /// <summary>The same, telling only what is wrong.</summary>
    public static WebApplication BuildQuietly(UpSettings settings, IReadOnlyList<KeyValuePair<string, string?>> overrides) =>
        Build(settings, [.. overrides, new(VigilLogging.LevelKey, nameof(LogLevel.Error))]);

    /// <summary>The HTTP face and storage without pumps and timers: what intake costs by itself.</summary>
    public static WebApplication BuildIntakeOnly(UpSettings settings, IReadOnlyList<KeyValuePair<string, string?>> overrides)
    {
        var builder = CreateBuilder(settings, overrides);
        builder.Logging.ClearProviders();
        return Map(builder);
    }

    /// <summary>Opens the store and listens.</summary>
    /// <exception cref="CliException">The store or the port cannot be had.</exception>
    public static async Task StartAsync(WebApplication app, UpSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            await StorageChoice.PrepareAsync(app.Services, cancellationToken);
            await app.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            // What has started already is waited for: it must not go on with services that are disposed of.
            await app.StopAsync(CancellationToken.None);
            throw Refusal(settings, exception);
        }
    }

    /// <summary>The address that a started application listens on.</summary>
    public static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>The port that a started application listens on.</summary>
    public static int PortOf(WebApplication app) => AddressOf(app).Port;

    /// <summary>Settings, files and ports that cannot be used; anything else is a bug.</summary>
    private static bool IsRefusal(Exception exception) => exception is IOException or InvalidDataException or InvalidOperationException
        or StorageUnavailableException or OptionsValidationException or SqliteException;

    private static CliException Refusal(UpSettings settings, Exception exception) =>
        new($"{exception.Message} (data in {settings.DataDirectory}, port {settings.Port})", exception);

    private static WebApplication BuildUnguarded(UpSettings settings, IReadOnlyList<KeyValuePair<string, string?>> overrides)
    {
        var builder = CreateBuilder(settings, overrides);
        builder.Services.AddHostedService<PumpService>();
        builder.Services.AddSingleton(p => new TimedTask("SweepPending", s_sweepEvery, p.GetRequiredService<SweepPending>().RunAsync));
        builder.Services.AddSingleton(p => new TimedTask("CollectPoison", s_collectEvery, p.GetRequiredService<CollectPoison>().RunAsync));
        builder.Services.AddSingleton(p => new TimedTask("ExpireRecords", s_expireEvery, p.GetRequiredService<ExpireRecords>().RunAsync));
        builder.Services.AddSingleton(p => new TimedTask("WriteDailyReport", s_reportEvery, p.GetRequiredService<WriteDailyReport>().RunAsync));
        builder.Services.AddTimers();
        return Map(builder);
    }

    private static WebApplicationBuilder CreateBuilder(UpSettings settings, IReadOnlyList<KeyValuePair<string, string?>> overrides)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = "vigil",
            ContentRootPath = AppContext.BaseDirectory,
            // Development would show stack traces to whoever asks.
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.Sources.Clear();
        builder.Configuration
            .AddConfiguration(VigilSettings.Load(settings.DataDirectory))
            .AddInMemoryCollection(overrides);
        if (Authentication.WhyNotListenOn(settings.Address, builder.Configuration) is { } refusal)
        {
            throw new CliException(refusal);
        }

        builder.Logging.AddVigilConsole(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(settings.Address, settings.Port);
        });
        builder.Services
            .AddSingleton<ISecretSource>(new EnvironmentSecretSource([.. EnvironmentSecretSource.Variables(), .. overrides]))
            .AddVigil(builder.Configuration)
            .AddTriageAuthentication(builder.Configuration)
            .AddSingleton<OpenTelemetrySetup>();
        settings.Storage.AddTo(builder.Services, settings.DataDirectory, builder.Configuration);
        return builder;
    }

    private static WebApplication Map(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.MapVigil();
        app.Services.GetRequiredService<OpenTelemetrySetup>();
        return app;
    }
}
