using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Vigil.Web.Tests.Webhooks;

/// <summary>A secret in path or query reaches no log line and no scope of one.</summary>
public sealed class SecretInLogTests
{
    [Theory]
    [InlineData("splunk/the-secret-in-the-path-of-it")]
    [InlineData("event-grid?token=the-secret-in-the-query-of-it")]
    public async Task What_stands_in_the_url_stays_out_of_the_log(string path)
    {
        using var log = new CapturedLog();
        await using var server = await WebhookServer.StartAsync(TestProfiles.Settings, services =>
        {
            TestProfiles.Configure(services, new HttpClientHandler());
            services.AddLogging(logging => logging.AddProvider(log).AddVigilLevels(new ConfigurationBuilder().Build()));
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/webhooks/{path}") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains(log.Lines, l => l.Contains("signature-mismatch", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, l => l.Contains("the-secret", StringComparison.Ordinal));
    }

    private sealed class CapturedLog : ILoggerProvider, ILogger, ISupportExternalScope
    {
        private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => _scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = new StringBuilder(formatter(state, exception));
            _scopes.ForEachScope((scope, text) => text.Append(' ').Append(scope), line);
            Lines.Enqueue(line.ToString());
        }

        public void Dispose()
        {
        }
    }
}
