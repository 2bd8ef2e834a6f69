using Vigil.Web;
using Vigil.Web.Incidents;
using Xunit;

namespace Vigil.SystemTests.Running;

/// <summary>Waits for incidents of a running Vigil.</summary>
internal static class Incidents
{
    /// <summary>The id of the one incident about this asset, as soon as it is there.</summary>
    public static async Task<string> IncidentAsync(this VigilProcess vigil, string asset) => (await Eventually.GetAsync(
        async () => (await vigil.Client.GetAsync("incidents?asset=" + asset, WebJson.Default.IncidentList, TestContext.Current.CancellationToken)).Items.SingleOrDefault(),
        () => $"No incident about {asset}.\n{vigil.LastLines()}")).Id;

    public static async Task<IncidentView> ShowAsync(this VigilProcess vigil, string id) =>
        await vigil.Client.GetAsync("incidents/" + id, WebJson.Default.IncidentView, TestContext.Current.CancellationToken);
}
