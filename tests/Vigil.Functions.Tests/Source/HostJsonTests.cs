using System.Text.Json;
using Vigil.Core.Messaging;
using Vigil.Testing;
using Vigil.Web;
using Xunit;

namespace Vigil.Functions.Tests.Source;

/// <summary>The host's own settings, where the application counts on them.</summary>
public sealed class HostJsonTests
{
    private readonly JsonElement _host =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "host.json"))).RootElement;

    [Fact]
    public void Routes_have_the_prefix_of_the_other_head() =>
        Assert.Equal(Routes.Prefix, At("extensions", "http", "routePrefix").GetString());

    [Fact]
    public void A_failed_message_is_not_tried_again_at_once() =>
        Assert.Equal("00:00:30", At("extensions", "queues", "visibilityTimeout").GetString());

    [Fact]
    public void The_application_sets_a_deadly_message_aside_before_the_host_does() =>
        Assert.True(At("extensions", "queues", "maxDequeueCount").GetInt32() > new RunnerOptions().MaxDequeues + 1);

    [Fact]
    public void Messages_are_base64_as_the_storage_adapter_writes_them() =>
        Assert.Equal("base64", At("extensions", "queues", "messageEncoding").GetString());

    [Fact]
    public void Telemetry_is_open_telemetry() => Assert.Equal("OpenTelemetry", At("telemetryMode").GetString());

    [Fact]
    public void The_frameworks_request_logging_stays_at_warning() =>
        Assert.Equal("Warning", At("logging", "logLevel", "Microsoft").GetString());

    [Fact]
    public void Every_setting_has_its_reason_in_the_readme()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        Assert.All(Leaves(_host).Where(l => l != "version"), leaf => Assert.Contains($"`{leaf}`", readme, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Leaves(JsonElement element) => element.EnumerateObject().SelectMany(p =>
        p.Value.ValueKind == JsonValueKind.Object && p.Name != "logLevel" ? Leaves(p.Value) : [p.Name]);

    private JsonElement At(params IEnumerable<string> path) => path.Aggregate(_host, (element, name) => element.GetProperty(name));
}
