using System.Reflection;
using System.Text.RegularExpressions;
using Vigil.Core.Messaging;
using Vigil.Core.Telemetry;
using Vigil.Testing;
using Xunit;

namespace Vigil.Core.Tests.Telemetry;

/// <summary>The table of metrics in the README against what the meter really measures.</summary>
public sealed partial class MetricTableTests
{
    [Fact]
    public void The_readme_names_every_metric_with_its_unit_and_labels_and_no_other()
    {
        using var reading = new MeterReading();
        RecordEverything();

        var measured = reading.All
            .GroupBy(m => m.Instrument)
            .Select(g => $"{g.Key.Name} | {g.Key.Unit} | {string.Join(", ", g.SelectMany(m => m.Labels.Keys).Distinct().Order())}");

        Assert.Equal(measured.Order(StringComparer.Ordinal), Documented().Order(StringComparer.Ordinal));
    }

    /// <summary>Calls every recording method with arguments of the right types.</summary>
    private static void RecordEverything()
    {
        foreach (var method in typeof(VigilTelemetry).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.Name.StartsWith("Record", StringComparison.Ordinal)))
        {
            method.Invoke(null, [.. method.GetParameters().Select(p => p.ParameterType).Select(Any)]);
        }
    }

    private static object? Any(Type type) =>
        type == typeof(string) ? "metric-table"
        : type == typeof(MessageOutcome) ? new MessageOutcome.RetryLater(TimeSpan.Zero, Reason.StorageUnavailable)
        : type.IsValueType ? Activator.CreateInstance(type)
        : type.IsInterface ? Array.CreateInstance(type.GetGenericArguments()[0], 0)
        : Activator.CreateInstance(type, [.. type.GetConstructors()[0].GetParameters().Select(p => Any(p.ParameterType))]);

    private static IEnumerable<string> Documented() =>
        from row in Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md")))
        from name in Name().Matches(row.Groups[1].Value)
        let labels = row.Groups[3].Value.Split(',', StringSplitOptions.TrimEntries).Order()
        select $"{name.Groups[1].Value} | {row.Groups[2].Value} | {string.Join(", ", labels)}";

    [GeneratedRegex(@"^\| (`vigil\.[^|]*) \| ([^|]+) \| ([^|]+) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
