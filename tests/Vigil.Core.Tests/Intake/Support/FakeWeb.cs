using System.Collections.Concurrent;
using System.Net;
using Vigil.Core.Intake.Keys;
using Vigil.Web.Webhooks.Keys;

namespace Vigil.Core.Tests.Intake.Support;

/// <summary>The internet as a test wants it: every address that nobody put there fails, and every request is counted.</summary>
internal sealed class FakeWeb : HttpMessageHandler
{
    private readonly ConcurrentDictionary<Uri, Func<Task<HttpResponseMessage>>> _pages = new();
    private readonly ConcurrentQueue<Uri> _asked = new();
    private VerificationServices? _services;

    /// <summary>What was asked for, in order.</summary>
    public IReadOnlyList<Uri> Asked => [.. _asked];

    public KeyDocuments Documents => _services!.Documents;

    public void Put(string address, byte[] content, HttpStatusCode status = HttpStatusCode.OK) =>
        Put(address, () => Task.FromResult(new HttpResponseMessage(status) { Content = new ByteArrayContent(content) }));

    public void Put(string address, Func<Task<HttpResponseMessage>> answer) => _pages[new Uri(address)] = answer;

    public void Remove(string address) => _pages.TryRemove(new Uri(address), out _);

    /// <summary>The services of intake over this web; always the same ones.</summary>
    public VerificationServices Services(TimeProvider time)
    {
        if (_services is null)
        {
            var http = new PinnedHttp(this);
            var documents = new KeyDocuments(http, time);
            _services = new VerificationServices(http, documents, new TokenValidator(documents), new Ed25519());
        }

        return _services;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _asked.Enqueue(request.RequestUri!);
        return _pages.TryGetValue(request.RequestUri!, out var answer) ? answer() : throw new HttpRequestException("Nobody is there.");
    }
}
