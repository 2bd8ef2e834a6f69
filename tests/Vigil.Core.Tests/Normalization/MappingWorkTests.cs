using System.Text;
using Vigil.Core.Normalization;
using Vigil.Core.Normalization.Json;
using Xunit;

namespace Vigil.Core.Tests.Normalization;

/// <summary>The work of a mapping is in proportion to the body, whatever the profile asks of it.</summary>
public sealed class MappingWorkTests
{
    [Fact]
    public void A_list_of_the_body_that_every_record_goes_through_is_cut_and_the_findings_say_so()
    {
        var paths = string.Join(", ", Enumerable.Range(0, 6).Select(i => $"'$.list[?x={i}]'"));
        var profile = Mapped.Profile($"records: hits\nfindings:\n  - name: f\n    finding: {{finding_info.title: title, finding_info.desc: [{paths}]}}");
        var list = string.Join(',', Enumerable.Repeat("1", 5_000));
        var hits = string.Join(',', Enumerable.Repeat("{\"title\": \"t\"}", 4));

        var records = profile.Map($"{{\"list\": [{list}], \"hits\": [{hits}]}}").Records;

        Assert.Equal([null, null, true, true], records.Select(r => Assert.IsType<NormalizedRecord.Found>(r).Finding.Metadata.IsTruncated));
    }

    [Fact]
    public void A_list_is_gone_through_as_often_as_profiles_need()
    {
        var tree = new JsonTree(Encoding.UTF8.GetBytes("[1, 2, 3]"), 64, 0);
        tree.Parse();
        tree.Allow(records: 1);

        for (var look = 0; look < (16 * tree.Count) + 2000; look++)
        {
            Assert.True(tree.Spend());
        }

        Assert.False(tree.Exhausted);
        Assert.False(tree.Spend());
        Assert.True(tree.Exhausted);
        tree.Dispose();
    }
}
