using Vigil.SystemTests.Running;
using Xunit;

namespace Vigil.SystemTests.Outages;

/// <summary>Posts Falco's deliveries and sees the whole answer.</summary>
internal static class RawDelivery
{
    public static async Task<HttpResponseMessage> PostFalcoAsync(this VigilProcess vigil, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/falco") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Vigil-Token", Secrets.Of("falco").Value);
        return await vigil.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Put off, with a time to come again, and no word of why.</summary>
    public static void AssertPutOff(HttpResponseMessage answer)
    {
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }
}
