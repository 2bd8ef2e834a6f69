namespace Vigil.Core.Intake.Keys;

/// <summary>The one way out of intake: a GET to an address that the caller has pinned. No redirects, cookies or credentials; bounded in size and time.</summary>
/// <param name="handler">Must not follow redirects.</param>
public sealed class PinnedHttp(HttpMessageHandler handler) : IDisposable
{
    /// <summary>Largest answer that is read.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Longest time that an answer may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient _client = new(handler) { MaxResponseContentBufferSize = MaxBytes, Timeout = Timeout };

    /// <summary>Over the network; nothing is opened before the first request.</summary>
    public static PinnedHttp Create() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Credentials = null,
        ConnectTimeout = TimeSpan.FromSeconds(3),
        MaxResponseHeadersLength = 16,
        MaxConnectionsPerServer = 4,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    });

    /// <summary>The body of a 200; null for any other answer, for none, and for an address that is not https.</summary>
    public async Task<byte[]?> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        if (address.Scheme != Uri.UriSchemeHttps || address.UserInfo.Length > 0)
        {
            return null;
        }

        try
        {
            using var response = await _client.GetAsync(address, cancellationToken);
            return response.StatusCode == System.Net.HttpStatusCode.OK ? await response.Content.ReadAsByteArrayAsync(cancellationToken) : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    public void Dispose() => _client.Dispose();
}
