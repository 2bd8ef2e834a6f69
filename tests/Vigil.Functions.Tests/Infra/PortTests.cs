using Vigil.Core.Ports;
using Vigil.Functions.Tests.Source;
using Vigil.Storage.Azure;
using Xunit;

namespace Vigil.Functions.Tests.Infra;

/// <summary>Containers, queues and functions that the template names, against those of the application.</summary>
public sealed class PortTests
{
    private static Template Main => Template.Main;

    [Fact]
    public void Every_container_of_the_application_is_deployed_in_one_account_and_no_other_but_that_of_undelivered_events()
    {
        var data = Texts("dataStorage", "containers");
        var evidence = Texts("evidenceStorage", "containers");
        Assert.Equal([Containers.Alerts, Containers.Audit], evidence.Order());
        Assert.Equal(AzureStorageSetup.ContainerNames.Append("event-dead-letters").Order(), data.Concat(evidence).Order());
    }

    [Fact]
    public void Every_work_queue_is_deployed_with_its_poison_queue()
    {
        var variables = Main.Root.GetProperty("variables");
        Assert.Equal(Queues.All.Order(), Template.Texts(variables.GetProperty("workQueues")).Order());
        Assert.Contains("format('{0}-poison', variables('workQueues')", variables.GetProperty("copy").GetRawText(), StringComparison.Ordinal);
        Assert.Equal("scans-poison", Queues.PoisonOf("scans"));
        Assert.Equal("[concat(variables('workQueues'), variables('poisonQueues'))]", Main.ParametersOf("dataStorage").GetProperty("queues").GetProperty("value").GetString());
    }

    [Fact]
    public void Incidents_leave_on_a_queue_that_drops_repeats_and_keeps_what_dies()
    {
        var queue = Assert.Single(Main.OfType("Microsoft.ServiceBus/namespaces/queues"));
        Assert.Contains("'incidents'", queue.GetProperty("name").GetString(), StringComparison.Ordinal);
        var properties = queue.GetProperty("properties");
        Assert.True(properties.GetProperty("requiresDuplicateDetection").GetBoolean());
        Assert.True(properties.GetProperty("deadLetteringOnMessageExpiration").GetBoolean());
    }

    [Fact]
    public void Events_of_files_go_to_the_queue_of_scans_and_stay_until_they_are_taken()
    {
        var queues = new[] { "events", "defender" }.Select(module => Main.ParametersOf(module).GetProperty("queueName").GetProperty("value").GetString());
        Assert.All(queues.ToList(), queue => Assert.Equal(Queues.Scans, queue));
        var destinations = Main.Resources.Where(r => Template.TypeOf(r).EndsWith("/eventSubscriptions", StringComparison.Ordinal))
            .SelectMany(r => Template.Values(r, "destination")).ToList();
        Assert.Equal(2, destinations.Count);
        Assert.All(destinations, d => Assert.Equal(-1, d.GetProperty("properties").GetProperty("queueMessageTimeToLiveInSeconds").GetInt32()));
    }

    /// <summary>A disabled timer, queue or webhook that is missing here would run in both apps.</summary>
    [Fact]
    public void The_second_app_runs_nothing_but_triage()
    {
        var disabled = Template.Texts(Main.Root.GetProperty("variables").GetProperty("pipelineFunctions")).ToList();
        var pipeline = FunctionList.All.Where(f => f.Trigger != "httpTrigger" || f.On.Contains("webhooks", StringComparison.Ordinal)).Select(f => f.Name);
        Assert.Empty(pipeline.Except(disabled));
        // Files are taken where they are scanned.
        Assert.Equal(["AcceptUpload"], disabled.Except(pipeline));
    }

    private static List<string> Texts(string module, string parameter) =>
        [.. Template.Texts(Main.ParametersOf(module).GetProperty(parameter).GetProperty("value"))];
}
