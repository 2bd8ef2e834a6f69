using Microsoft.AspNetCore.Http;
using Vigil.Core.Intake;

namespace Vigil.Web.Webhooks;

/// <summary>The request's headers as they are; nothing is copied.</summary>
internal sealed class RequestHeaders(IHeaderDictionary headers) : IDeliveryHeaders
{
    public int Read(string name, out string? value)
    {
        var values = headers[name];
        value = values.Count == 1 ? values[0] : null;
        return values.Count == 1 && value is null ? 0 : values.Count;
    }
}
