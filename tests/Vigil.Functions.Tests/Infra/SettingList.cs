using System.Collections;
using System.Globalization;
using System.Reflection;
using Vigil.Core;
using Vigil.Testing;
using Vigil.Web;

namespace Vigil.Functions.Tests.Infra;

/// <summary>Every setting that the Functions head reads: those of the options classes by reflection, the others in one list.</summary>
internal static class SettingList
{
    private const string Storage = "src/Vigil.Storage.Azure/Accounts/StorageConnection.cs";
    private const string Connection = "src/Vigil.Storage.Azure/Accounts/ConnectionSection.cs";
    private const string Broker = "src/Vigil.ServiceBus/BrokerConnection.cs";
    private const string BrokerQueues = "src/Vigil.ServiceBus/IncidentQueueSettings.cs";
    private const string Vault = "src/Vigil.Storage.Azure/Secrets/KeyVaultExtensions.cs";
    private const string Login = "src/Vigil.Web/Security/LoginSettings.cs";
    private const string Exporters = "src/Vigil.Functions/Hosting/Telemetry.cs";
    private const string None = "none";

    /// <summary>What registers the options classes, and so reads their sections.</summary>
    private static readonly string[] s_binders = ["Services.cs", "FunctionsHead.cs"];

    private static readonly Setting[] s_others =
    [
        new("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", Exporters, "by the key in the connection string"),
        new("APPLICATIONINSIGHTS_CONNECTION_STRING", Exporters, "no telemetry to Azure Monitor"),
        new("AzureFunctionsWebHost__hostid", Setting.Host, "of the app's name"),
        new("AzureWebJobs.{function}.Disabled", Setting.Host, "false"),
        new("AzureWebJobsDisableHomepage", Setting.Host, "false"),
        new("AzureWebJobsStorage__blobServiceUri", Setting.Host, null),
        new("AzureWebJobsStorage__clientId", Setting.Host, "the system-assigned identity"),
        new("AzureWebJobsStorage__credential", Setting.Host, "the default credential"),
        new("AzureWebJobsStorage__queueServiceUri", Setting.Host, null),
        new("AzureWebJobsStorage__tableServiceUri", Setting.Host, null),
        new("Evidence__blobServiceUri", Storage, "the account of the data"),
        new("Evidence__clientId", Connection, "the system-assigned identity"),
        new("Evidence__credential", Connection, "the default credential"),
        new("Evidence__networkTimeout", Storage, "00:00:08"),
        new("IncidentQueue__AlsoTo__0", BrokerQueues, None),
        new("IncidentQueue__Name", BrokerQueues, "incidents"),
        new("KeyVault__Uri", Vault, "secrets of the environment"),
        new("KeyVault__clientId", Vault, "the default credential"),
        new("Logging__Minimum", "src/Vigil.Web/VigilLogging.cs", "Information"),
        new("OTEL_EXPORTER_OTLP_ENDPOINT", Exporters, "no telemetry to a collector"),
        new("Queues__clientId", Setting.Host, "the system-assigned identity"),
        new("Queues__credential", Setting.Host, "the default credential"),
        new("Queues__queueServiceUri", Storage, null),
        new("ServiceBus__clientId", Connection, "the system-assigned identity"),
        new("ServiceBus__credential", Connection, "the default credential"),
        new("ServiceBus__fullyQualifiedNamespace", Broker, "the storage queue `incidents`"),
        new("Storage__blobServiceUri", Storage, null),
        new("Storage__clientId", Connection, "the system-assigned identity"),
        new("Storage__credential", Connection, "the default credential"),
        new("Storage__networkTimeout", Storage, "00:00:08"),
        new("Storage__queueServiceUri", Storage, null),
        new("Triage__Audience", Login, "nobody can triage"),
        new("Triage__Authority", Login, "nobody can triage"),
        new("VIGIL_SECRET_WEBHOOK_{instance}", "src/Vigil.Core/Intake/Secrets/EnvironmentSecretSource.cs", "secrets of the vault"),
    ];

    public static IReadOnlyList<Setting> All { get; } =
        [.. s_others.Concat(OptionClasses().SelectMany(Flatten)).OrderBy(s => s.Name, StringComparer.Ordinal)];

    /// <summary>Source files of what the head is made of that read configuration by a name of their own, and stand in no entry of the list.</summary>
    public static IEnumerable<string> UnlistedReaders() =>
        from project in (string[])["Vigil.Core", "Vigil.Web", "Vigil.Storage.Azure", "Vigil.ServiceBus", "Vigil.Functions"]
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", project), "*.cs", SearchOption.AllDirectories)
        let text = File.ReadAllText(file)
        where text.Contains("configuration[", StringComparison.Ordinal) || text.Contains(".GetSection(", StringComparison.Ordinal)
        let path = Relative(file)
        where !s_others.Any(s => s.ReadBy == path) && !s_binders.Any(b => path.EndsWith(b, StringComparison.Ordinal)) && !path.EndsWith("Hosting/Login.cs", StringComparison.Ordinal)
        select path;

    private static IEnumerable<Type> OptionClasses() =>
        from assembly in (Assembly[])[typeof(Reason).Assembly, typeof(Routes).Assembly]
        from type in assembly.GetTypes()
        where type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true }
        select type;

    private static IEnumerable<Setting> Flatten(Type type) => Flatten(
        ((string)type.GetField("Section")!.GetRawConstantValue()!).Replace(":", "__", StringComparison.Ordinal), Activator.CreateInstance(type)!, SourceOf(type));

    private static IEnumerable<Setting> Flatten(string prefix, object options, string source) =>
        from property in options.GetType().GetProperties()
        where property.CanWrite
        from setting in Flatten($"{prefix}__{property.Name}", property, property.GetValue(options), source)
        select setting;

    private static IEnumerable<Setting> Flatten(string name, PropertyInfo property, object? value, string source)
    {
        var type = property.PropertyType;
        var item = type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable)) ? type.GetGenericArguments()[^1] : null;
        if (item is not null && IsOptions(item))
        {
            return Flatten($"{name}__0", Activator.CreateInstance(item)!, SourceOf(item));
        }

        return value is not null && IsOptions(type) ? Flatten(name, value, SourceOf(type))
            : item is null ? [new Setting(name, source, Text(value))]
            : [new Setting(type.IsAssignableTo(typeof(IDictionary)) || type.Name.Contains("Dictionary", StringComparison.Ordinal) ? $"{name}__{{key}}" : $"{name}__0", source, Text(value))];
    }

    private static bool IsOptions(Type type) =>
        type.IsClass && type != typeof(string) && type.Namespace!.StartsWith("Vigil.", StringComparison.Ordinal) && type.GetConstructor(Type.EmptyTypes) is not null;

    private static string Text(object? value) => value switch
    {
        null or "" => None,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        string text => text,
        IEnumerable list => string.Join(", ", list.Cast<object>()) is { Length: > 0 } text ? text : None,
        bool flag => flag ? "true" : "false",
        _ => "built in",
    };

    private static string SourceOf(Type type) => Relative(Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "src"), $"{type.Name}.cs", SearchOption.AllDirectories).Single());

    private static string Relative(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');
}
