using System.Globalization;
using Azure;
using Vigil.Core.Ports;
using Vigil.Storage.Azure.Secrets;
using Vigil.Testing;
using Xunit;

namespace Vigil.Storage.Tests.Azure.Secrets;

/// <summary>The reader with the real client, against a server that speaks the vault's REST.</summary>
public sealed class KeyVaultTests : IAsyncLifetime
{
    private const string Name = "webhook-github";

    private readonly ManualTime _time = new();
    private VaultServer _server = null!;
    private KeyVault _vault = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await VaultServer.StartAsync();
        _vault = new KeyVault(_server.CreateClient(), _time);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Every_enabled_version_counts_the_newest_first()
    {
        Add("oldest", days: 3);
        Add("newest", days: 1);
        Add("disabled", days: 2, enabled: false);
        var secrets = await ReadAsync();
        Assert.Equal([new Secret("newest", "value of newest"), new Secret("oldest", "value of oldest")], secrets);
    }

    [Fact]
    public async Task A_version_counts_from_its_start_until_its_end()
    {
        var now = _time.GetUtcNow();
        var second = TimeSpan.FromSeconds(1);
        _server.Add(Name, new SecretVersion("starts", "a", now.AddDays(-4), NotBefore: now));
        _server.Add(Name, new SecretVersion("early", "b", now.AddDays(-3), NotBefore: now + second));
        _server.Add(Name, new SecretVersion("ends", "c", now.AddDays(-2), Expires: now + second));
        _server.Add(Name, new SecretVersion("late", "d", now.AddDays(-1), Expires: now));
        Assert.Equal(["ends", "starts"], (await ReadAsync()).Select(s => s.Version));
    }

    [Fact]
    public async Task Of_many_versions_the_newest_are_read()
    {
        for (var i = 0; i <= KeyVault.MaxVersions; i++)
        {
            Add(i.ToString(CultureInfo.InvariantCulture), days: 10 - i);
        }

        Assert.Equal(["5", "4", "3", "2", "1"], (await ReadAsync()).Select(s => s.Version));
    }

    [Fact]
    public async Task A_name_that_the_vault_does_not_know_has_no_secret() => Assert.Empty(await ReadAsync());

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_vault_that_cannot_answer_is_unavailable(int status)
    {
        _server.Status = status;
        await Assert.ThrowsAsync<StorageUnavailableException>(ReadAsync);
    }

    [Fact]
    public async Task A_vault_that_is_gone_is_unavailable()
    {
        await _server.StopAsync();
        await Assert.ThrowsAsync<StorageUnavailableException>(ReadAsync);
    }

    [Fact]
    public async Task A_vault_that_refuses_is_not_taken_for_one_that_is_away()
    {
        _server.Status = 403;
        await Assert.ThrowsAsync<RequestFailedException>(ReadAsync);
    }

    private void Add(string version, int days, bool enabled = true) =>
        _server.Add(Name, new SecretVersion(version, "value of " + version, _time.GetUtcNow().AddDays(-days), enabled));

    private async Task<IReadOnlyList<Secret>> ReadAsync() => await _vault.ReadAsync(Name, TestContext.Current.CancellationToken);
}
