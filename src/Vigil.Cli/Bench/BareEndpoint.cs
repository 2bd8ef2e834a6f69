using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Vigil.Cli.Bench;

/// <summary>What intake is measured against: the same server, reading the body and computing its HMAC, and nothing more.</summary>
internal static class BareEndpoint
{
    public const string Path = "/bare";

    public static WebApplication Build(string secret)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(System.Net.IPAddress.Loopback, 0);
        });
        var key = Encoding.UTF8.GetBytes(secret);
        var app = builder.Build();
        app.MapPost(Path, context => AnswerAsync(context, key));
        return app;
    }

    private static async Task AnswerAsync(HttpContext context, byte[] key)
    {
        var length = (int)context.Request.ContentLength.GetValueOrDefault();
        var body = ArrayPool<byte>.Shared.Rent(length);
        await context.Request.Body.ReadExactlyAsync(body.AsMemory(0, length), context.RequestAborted);
        var mac = HMACSHA256.HashData(key, body.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(body);
        context.Response.StatusCode = mac.Length == HMACSHA256.HashSizeInBytes ? StatusCodes.Status202Accepted : StatusCodes.Status500InternalServerError;
    }
}
