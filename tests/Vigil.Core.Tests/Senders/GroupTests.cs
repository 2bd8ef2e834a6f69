using Vigil.Core.Enrichment.Findings;
using Vigil.Core.Normalization;
using Vigil.Core.Senders;
using Vigil.Core.Tests.Normalization;
using Xunit;

namespace Vigil.Core.Tests.Senders;

/// <summary>Products that tell of one alert in several records.</summary>
public sealed class GroupTests
{
    [Fact]
    public void Evidence_of_a_Defender_alert_belongs_with_it_whatever_it_is_about()
    {
        var profile = ProfileCatalog.LoadEmbedded().Find("microsoft-defender-xdr")!;
        var found = profile.Map("""
            [{"category": "AdvancedHunting-AlertInfo", "properties": {"AlertId": "da1", "Title": "Theft", "Severity": "High"}},
             {"category": "AdvancedHunting-AlertEvidence", "properties": {"AlertId": "da1", "Title": "Theft", "EntityType": "Machine", "DeviceName": "ws-1"}},
             {"category": "AdvancedHunting-AlertEvidence", "properties": {"AlertId": "da1", "Title": "Theft", "EntityType": "Ip", "RemoteIP": "198.51.100.9"}},
             {"category": "AdvancedHunting-AlertInfo", "properties": {"AlertId": "da2", "Title": "Theft", "Severity": "High"}}]
            """).Records.Cast<NormalizedRecord.Found>().ToList();

        Assert.Equal(["da1", "da1", "da1", "da2"], found.Select(f => f.Group));
        Assert.Equal(["Theft"], found.Select(f => f.Finding.FindingInfo.Analytic!.Uid).Distinct());
        var subject = PrimarySubject.Of(default, found[1].AssetKeys, []).In(found[1].Group);
        Assert.Equal(new PrimarySubject("group:da1", "ws-1"), subject);
    }
}
