using System.Net;
using System.Text;
using Vigil.Core.Ports;
using Xunit;

namespace Vigil.Web.Tests.Webhooks;

/// <summary>Whatever comes, signed or not: an answer below 500, no crash, no hang, and the server serves on.</summary>
public sealed class WebhookFuzzTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Authentic_garbage_is_refused_below_500()
    {
        await using var server = await WebhookServer.StartAsync();
        var random = new Random(20260316);
        foreach (var body in Bodies(random).Concat(Enumerable.Range(0, 300).Select(_ => Mutated(random))))
        {
            using var answer = await server.Client.SendAsync(WebhookServer.GitHub(body), Stop);
            Assert.True((int)answer.StatusCode < 500, $"{answer.StatusCode} for {Convert.ToBase64String(body.AsSpan(0, Math.Min(60, body.Length)))}");
        }

        await AssertAliveAsync(server);
    }

    [Fact]
    public async Task Hostile_headers_are_refused_below_500()
    {
        await using var server = await WebhookServer.StartAsync();
        string[] names = ["X-Hub-Signature-256", "X-GitHub-Event", "X-GitHub-Delivery", "Content-Type", "Content-Encoding", "traceparent", "Authorization"];
        string[] values =
        [
            "", " ", "sha256=", "sha256=" + new string('f', 64), new string('a', 8000), "\u0001\u001b[2J", "Größe", "ping", "application/json;charset",
            ";;;", "a=b; charset=\"", "00-00000000000000000000000000000000-0000000000000000-ff", "%00%0d%0a", "\"'<script>", "\ud83d\ude00",
        ];
        foreach (var name in names)
        {
            foreach (var value in values)
            {
                var request = Raw($"{name}: {value}\r\n", "{}");
                AssertSound(await server.SendRawAsync(request, thenClose: false, Stop), $"{name}: {value}");
                var twice = Raw($"{name}: {value}\r\n{name}: {value}\r\n", "{}");
                AssertSound(await server.SendRawAsync(twice, thenClose: false, Stop), $"{name}: {value} twice");
            }
        }

        await AssertAliveAsync(server);
    }

    [Fact]
    public async Task Broken_requests_are_refused_below_500_and_store_nothing()
    {
        await using var server = await WebhookServer.StartAsync();
        var sign = $"X-Hub-Signature-256: {WebhookServer.Sign("{}"u8)}\r\nContent-Type: application/json\r\n";
        foreach (var rest in (string[])
            [
                $"{sign}Content-Length: 99\r\n\r\n{{}}",
                $"{sign}Content-Length: -1\r\n\r\n{{}}",
                $"{sign}Content-Length: 99999999999999999999\r\n\r\n{{}}",
                $"{sign}Content-Length: 1\r\nContent-Length: 2\r\n\r\n{{}}",
                $"{sign}Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n",
                $"{sign}Transfer-Encoding: chunked\r\n\r\nzz\r\n{{}}\r\n0\r\n\r\n",
                $"{sign}Transfer-Encoding: chunked\r\n\r\nffffffffffff\r\n{{}}",
                $"{sign}Transfer-Encoding: gzip\r\n\r\n{{}}",
                $"{sign}\r\n{{}}",
            ])
        {
            // Who hangs up in the middle may get no answer at all.
            var answer = await server.SendRawAsync(
                Encoding.Latin1.GetBytes($"POST /api/webhooks/github HTTP/1.1\r\nHost: localhost\r\n{rest}"), thenClose: true, Stop);
            Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), $"{answer} to {rest}");
        }

        Assert.Empty((await server.Blobs.ListAsync(Containers.Alerts, "", null, 10, Stop)).Items);
        await AssertAliveAsync(server);
    }

    [Fact]
    public async Task Hostile_instance_names_are_unknown()
    {
        await using var server = await WebhookServer.StartAsync();
        foreach (var name in (string[])["%00", "%ff%fe", "a%2fb", "%e2%80%ae", "github%20", "GITHUB", "%252e", new string('x', 4000), "github;a=b", "<b>"])
        {
            var raw = Encoding.Latin1.GetBytes($"POST /api/webhooks/{name} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{{}}");
            var answer = await server.SendRawAsync(raw, thenClose: false, Stop);
            Assert.True(answer.StartsWith("HTTP/1.1 404", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal), $"{name}: {answer}");
        }

        await AssertAliveAsync(server);
    }

    private static IEnumerable<byte[]> Bodies(Random random)
    {
        string[] texts =
        [
            new string('[', 100_000), new string('{', 100_000), string.Concat(Enumerable.Repeat("{\"a\":", 1000)), "[1e99999999999]", new string('9', 100_000),
            """{"a":1,"a":2,"a":{"a":[]}}""", "\"\\ud800\"", "\"\\u0000\"", "{\"action\":", "nul", "\ufeff{}", "{}\0", "[" + string.Join(',', Enumerable.Repeat("0", 500_000)) + "]",
            "-", "--1", "1.", ".5", "1e", "\"\t\"", "{\"\\", "[\"\\u12", "true false", "{}}", "]",
        ];
        foreach (var text in texts)
        {
            yield return Encoding.UTF8.GetBytes(text);
        }

        yield return [0xff];
        yield return [(byte)'"', 0xc3, (byte)'"'];
        yield return [(byte)'"', 0xed, 0xa0, 0x80, (byte)'"'];
        for (var length = 1; length < 2000; length = (length * 2) + 1)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            yield return bytes;
        }
    }

    private static byte[] Mutated(Random random)
    {
        var body = """{"action":"created","alert":{"number":4,"rule":{"severity":"error","tags":["a","b"]},"url":"https://x/é"},"n":[1,2.5e3,null,true]}"""u8.ToArray();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            body[random.Next(body.Length)] = (byte)random.Next(256);
        }

        return random.Next(3) == 0 ? body[..random.Next(1, body.Length)] : body;
    }

    private static byte[] Raw(string headers, string body) => Encoding.UTF8.GetBytes(
        $"POST /api/webhooks/github HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Length: {body.Length}\r\n\r\n{body}");

    private static void AssertSound(string answer, string request)
    {
        Assert.True(answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal), $"No answer to {request}");
        Assert.False(answer[9] == '5', $"{answer} to {request}");
    }

    private static async Task AssertAliveAsync(WebhookServer server)
    {
        using var answer = await server.Client.SendAsync(WebhookServer.GitHub("""{"still":"alive"}"""u8.ToArray()), Stop);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }
}
