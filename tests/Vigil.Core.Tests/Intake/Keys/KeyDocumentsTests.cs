using System.Net;
using Vigil.Core.Intake.Keys;
using Vigil.Core.Tests.Intake.Support;
using Vigil.Testing;
using Xunit;

namespace Vigil.Core.Tests.Intake.Keys;

/// <summary>Published keys: fetched when needed, once, and never more than bounded.</summary>
public sealed class KeyDocumentsTests : IDisposable
{
    private const string Address = "https://keys.example/jwks";

    private readonly FakeWeb _web = new();
    private readonly ManualTime _time = new();

    private KeyDocuments Documents => _web.Services(_time).Documents;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_fetched_before_it_is_needed_and_then_once()
    {
        _web.Put(Address, [1]);
        _ = Documents;
        Assert.Empty(_web.Asked);

        var first = await GetAsync();
        _time.Advance(KeyDocuments.FreshFor - TimeSpan.FromTicks(1));
        Assert.Same(first, await GetAsync());
        Assert.Single(_web.Asked);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.NotSame(first, await GetAsync());
        Assert.Equal(2, _web.Asked.Count);
    }

    [Fact]
    public async Task Who_come_at_once_share_one_fetch_and_one_s_leaving_ends_it_for_nobody()
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        _web.Put(Address, () => answer.Task);
        using var leaving = new CancellationTokenSource();
        var gone = Documents.GetAsync(new Uri(Address), leaving.Token).AsTask();
        var waiting = Enumerable.Range(0, 50).Select(_ => GetAsync()).ToList();

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        answer.SetResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([1]) });

        var documents = await Task.WhenAll(waiting);
        Assert.NotNull(documents[0]);
        Assert.All(documents, d => Assert.Same(documents[0], d));
        Assert.Single(_web.Asked);
    }

    [Fact]
    public async Task A_failure_is_remembered_for_half_a_minute()
    {
        Assert.Null(await GetAsync());
        _web.Put(Address, [1]);
        _time.Advance(KeyDocuments.FailureFor - TimeSpan.FromTicks(1));
        Assert.Null(await GetAsync());
        Assert.Single(_web.Asked);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.NotNull(await GetAsync());
    }

    [Fact]
    public async Task What_was_fetched_is_used_on_while_its_address_is_down_but_not_for_ever()
    {
        _web.Put(Address, [1]);
        var document = await GetAsync();
        _web.Remove(Address);
        _time.Advance(KeyDocuments.UsableFor - TimeSpan.FromTicks(1));
        Assert.Same(document, await GetAsync());
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await GetAsync());
    }

    [Theory]
    [InlineData(HttpStatusCode.Redirect)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.NoContent)]
    public async Task Only_a_200_is_a_document(HttpStatusCode status)
    {
        _web.Put(Address, [1], status);
        Assert.Null(await GetAsync());
    }

    [Theory]
    [InlineData(PinnedHttp.MaxBytes, true)]
    [InlineData(PinnedHttp.MaxBytes + 1, false)]
    public async Task A_document_is_bounded(int bytes, bool taken)
    {
        _web.Put(Address, new byte[bytes]);
        Assert.Equal(taken, await GetAsync() is not null);
    }

    [Theory]
    [InlineData("http://keys.example/jwks")]
    [InlineData("https://user@keys.example/jwks")]
    [InlineData("file:///etc/passwd")]
    public async Task Only_https_is_asked(string address)
    {
        _web.Put(address, [1]);
        Assert.Null(await Documents.GetAsync(new Uri(address), Stop));
        Assert.Empty(_web.Asked);
    }

    [Fact]
    public async Task No_more_than_thirty_fetches_a_minute_whatever_is_asked_for()
    {
        for (var i = 0; i < 3 * KeyDocuments.MaxDocuments; i++)
        {
            Assert.Null(await Documents.GetAsync(new Uri($"https://keys.example/{i}"), Stop));
        }

        Assert.Equal(KeyDocuments.MaxFetchesPerMinute, _web.Asked.Count);
        _time.Advance(TimeSpan.FromMinutes(1));
        _web.Put(Address, [1]);
        Assert.NotNull(await GetAsync());
    }

    public void Dispose() => _web.Dispose();

    private Task<KeyDocument?> GetAsync() => Documents.GetAsync(new Uri(Address), Stop).AsTask();
}
