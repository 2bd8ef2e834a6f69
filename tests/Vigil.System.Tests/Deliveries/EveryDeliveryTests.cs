using System.Text;
using Vigil.Cli.Shared;
using Vigil.Core.Senders.Payloads;
using Vigil.SystemTests.Running;
using Vigil.Testing;
using Xunit;

namespace Vigil.SystemTests.Deliveries;

/// <summary>One Vigil that all shipped profiles deliver to, each signed as its sender signs.</summary>
public sealed class EveryDeliveryTests
{
    [Fact]
    public async Task Every_example_of_every_profile_is_taken_over_HTTP_and_becomes_the_findings_that_it_holds()
    {
        var examples = AllSenders.Profiles.SelectMany(p => p.Examples.Select(e => new ExpectedDelivery(p, e.Name, Encoding.UTF8.GetBytes(e.Body), e.Headers))).ToList();
        Assert.True(examples.Count > 100);
        Assert.Empty(await DeliverAsync(examples));
    }

    [Fact]
    public async Task Every_real_payload_of_a_listed_sender_is_taken_over_HTTP_and_becomes_the_findings_that_it_holds()
    {
        Assert.SkipWhen(Repository.Payloads is null, "The payloads do not lie beside the repository.");
        var payloads = Payloads().ToList();
        Assert.True(payloads.Count > 200);
        Assert.Empty(await DeliverAsync(payloads));
    }

    private static async Task<List<string>> DeliverAsync(IEnumerable<ExpectedDelivery> deliveries)
    {
        var senders = new AllSenders();
        using var directory = new ScratchDirectory();
        await using var vigil = await VigilProcess.StartAsync(directory.Path, [.. senders.Settings]);
        var misses = new List<string>();
        foreach (var delivery in deliveries)
        {
            misses.Add(delivery.Misses(await senders.SendAsync(vigil, delivery)));
        }

        misses.RemoveAll(m => m.Length == 0);
        return misses;
    }

    private static IEnumerable<ExpectedDelivery> Payloads()
    {
        var folder = Path.Combine(Repository.Root, "tests", "Vigil.Core.Tests", "Ocsf", "Payloads");
        return from profile in AllSenders.Profiles
               let file = Path.Combine(folder, profile.Name + ".yaml")
               where File.Exists(file)
               let rules = PayloadRule.Parse(profile.Name, File.ReadAllText(file))
               from source in rules.Select(r => r.Folder).Distinct()
               from payload in Directory.EnumerateFiles(Path.Combine(Repository.Payloads!, source)).Order(StringComparer.Ordinal)
               let path = $"{source}/{Path.GetFileName(payload)}"
               select new ExpectedDelivery(profile, path, File.ReadAllBytes(payload), rules.First(r => r.Fits(path)).HeadersOf(path));
    }
}
