using Microsoft.AspNetCore.Http;
using Vigil.Core.Intake;

namespace Vigil.Web.Webhooks;

/// <summary>The query's parameters, parsed when the first is asked for.</summary>
internal sealed class RequestQuery(IQueryCollection query) : IDeliveryHeaders
{
    public int Read(string name, out string? value)
    {
        var values = query[name];
        value = values.Count == 1 ? values[0] : null;
        return values.Count == 1 && value is null ? 0 : values.Count;
    }
}
