using Vigil.Core.Incidents.Triage;
using Vigil.Core.Tests.Incidents.World;
using Xunit;

namespace Vigil.Core.Tests.Incidents;

public sealed class DumpTests
{
    [Fact]
    public async Task Dump()
    {
        using var vigil = new Installation();
        await vigil.PostAsync(vigil.Finding("one"), vigil.Finding("two", closed: false));
        await vigil.PumpAsync();
        await vigil.ActAsync((await vigil.IncidentOfAsync("one"))!, new TriageAction.Claim("hello"));
        await vigil.ActAsync((await vigil.IncidentOfAsync("one"))!, new TriageAction.Close(2));
        var i = 0;
        foreach (var p in await vigil.TakePublishedAsync())
        {
            await System.IO.File.WriteAllTextAsync($"/tmp/inc-{i++}.json", System.Text.Json.JsonDocument.Parse(p.Body).RootElement.GetProperty("data").GetRawText());
        }
    }
}
