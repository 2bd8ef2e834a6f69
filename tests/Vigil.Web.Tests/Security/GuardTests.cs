using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Vigil.Web.Tests.Security;

/// <summary>Who may do what behind a login: every endpoint against every role, and every way in which a token can be wrong.</summary>
public sealed class GuardTests
{
    private static readonly string s_id = new('a', 26);

    /// <summary>Method, path, and the roles that get past the guard.</summary>
    public static TheoryData<string, string, string> Endpoints => new()
    {
        { "GET", "/api/incidents", "Triage.Read,Triage.Write" },
        { "GET", $"/api/incidents/{s_id}", "Triage.Read,Triage.Write" },
        { "GET", $"/api/incidents/{s_id}/findings", "Triage.Read,Triage.Write" },
        { "GET", $"/api/alerts/{s_id}", "Triage.Read,Triage.Write" },
        { "POST", "/api/incidents/next", "Triage.Write" },
        { "POST", $"/api/incidents/{s_id}/claim", "Triage.Write" },
        { "GET", "/api/dead-letters", "Operations.Write" },
        { "POST", $"/api/dead-letters/{s_id}/replay", "Operations.Write" },
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task An_endpoint_lets_its_roles_in_and_no_other(string method, string path, string roles)
    {
        await using var server = await LoginServer.StartAsync();
        foreach (var role in new[] { "Triage.Read", "Triage.Write", "Uploads.Write", "Operations.Write", "triage.write", "" })
        {
            using var answer = await server.SendAsync(new HttpMethod(method), path, server.Token([role]));
            var isIn = answer.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized);
            Assert.True(isIn == roles.Split(',').Contains(role), $"{role} at {method} {path}: {answer.StatusCode}");
        }

        using var nobody = await server.SendAsync(new HttpMethod(method), path, null);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        Assert.Equal("Bearer", nobody.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_token_that_is_wrong_in_any_way_is_refused_and_told_nothing()
    {
        await using var server = await LoginServer.StartAsync();
        string[] all = ["Triage.Read", "Triage.Write", "Operations.Write"];
        var good = server.Token(all);
        var unsigned = good[..(good.LastIndexOf('.') + 1)];
        string[] wrong =
        [
            server.Token(all, issuer: "https://login.example/other"),
            server.Token(all, audience: "api://other"),
            server.Token(all, key: new RsaSecurityKey(RSA.Create(2048)) { KeyId = "one" }),
            server.Token(all, expiresIn: TimeSpan.FromMinutes(-10)),
            unsigned,
            good[..^4] + "AAAA",
            "not-a-token",
            "",
        ];
        foreach (var token in wrong)
        {
            using var answer = await server.SendAsync(HttpMethod.Get, "/api/incidents", token);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
            var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal("""{"type":"urn:vigil:problem:not-authenticated","title":"Not authenticated","status":401}""", body);
        }

        using var right = await server.SendAsync(HttpMethod.Get, "/api/incidents", good);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Fact]
    public async Task Roles_count_only_in_the_claim_roles()
    {
        await using var server = await LoginServer.StartAsync();
        using var answer = await server.SendAsync(HttpMethod.Get, "/api/incidents", server.Token(["Triage.Read"], roleClaim: "role"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Health_asks_for_no_login()
    {
        await using var server = await LoginServer.StartAsync();
        using var live = await server.SendAsync(HttpMethod.Get, "/api/health/live", null);
        using var ready = await server.SendAsync(HttpMethod.Get, "/api/health/ready", null);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
    }
}
