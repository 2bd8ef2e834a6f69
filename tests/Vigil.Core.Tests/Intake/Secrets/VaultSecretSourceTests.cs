using Microsoft.Extensions.Logging.Abstractions;
using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Testing;
using Xunit;

namespace Vigil.Core.Tests.Intake.Secrets;

public sealed class VaultSecretSourceTests
{
    private const string Name = "webhook-github";

    private static readonly TimeSpan s_instant = TimeSpan.FromTicks(1);

    private readonly TestVault _vault = new();
    private readonly ManualTime _time = new();
    private readonly VaultSecretSource _source;

    public VaultSecretSourceTests()
    {
        _source = new VaultSecretSource(_vault, _time, NullLogger<VaultSecretSource>.Instance);
        _vault.Set(Name, "two", "one");
    }

    [Fact]
    public async Task Every_version_counts_in_the_vaults_order()
    {
        Assert.Equal(["two", "one"], await VersionsAsync());
        Assert.Equal(Reason.None, _source.Health);
    }

    [Fact]
    public async Task The_vault_is_asked_once_in_half_a_minute()
    {
        await VersionsAsync();
        _time.Advance(VaultSecretSource.FreshFor - s_instant);
        await VersionsAsync();
        Assert.Equal(1, _vault.Reads);
        _time.Advance(s_instant);
        await VersionsAsync();
        Assert.Equal(2, _vault.Reads);
    }

    [Fact]
    public async Task A_disabled_version_is_refused_within_a_minute()
    {
        await VersionsAsync();
        _vault.Set(Name, "two");
        _time.Advance(VaultSecretSource.FreshFor);
        Assert.Equal(["two"], await VersionsAsync());
        Assert.True(VaultSecretSource.FreshFor + VaultSecretSource.ReadTimeout < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_name_without_secret_is_remembered_too()
    {
        for (var i = 0; i < 100; i++)
        {
            Assert.Empty(await _source.GetAsync("webhook-nobody", TestContext.Current.CancellationToken));
        }

        Assert.Equal(1, _vault.Reads);
    }

    [Fact]
    public async Task All_who_ask_at_once_wait_for_one_look()
    {
        var gate = new TaskCompletionSource();
        _vault.Gate = gate.Task;
        var asking = Enumerable.Range(0, 50).Select(_ => VersionsAsync()).ToList();
        gate.SetResult();
        Assert.All(await Task.WhenAll(asking), versions => Assert.Equal(["two", "one"], versions));
        Assert.Equal(1, _vault.Reads);
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_the_look_from_nobody()
    {
        var gate = new TaskCompletionSource();
        _vault.Gate = gate.Task;
        using var impatient = new CancellationTokenSource();
        var first = _source.GetAsync(Name, impatient.Token).AsTask();
        var second = VersionsAsync();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();
        Assert.Equal(["two", "one"], await second);
    }

    [Fact]
    public async Task While_the_vault_is_away_what_was_read_last_is_used_for_four_hours_and_health_says_so()
    {
        await VersionsAsync();
        _vault.Fault = TestVault.Away;
        _time.Advance(VaultSecretSource.StaleFor);
        Assert.Equal(["two", "one"], await VersionsAsync());
        Assert.Equal(Reason.SecretsStale, _source.Health);
        _time.Advance(s_instant);
        await Assert.ThrowsAsync<StorageUnavailableException>(VersionsAsync);
        Assert.Equal(Reason.SecretsUnavailable, _source.Health);
    }

    [Fact]
    public async Task A_vault_that_is_away_is_left_alone_between_two_looks()
    {
        _vault.Fault = TestVault.Away;
        await Assert.ThrowsAsync<StorageUnavailableException>(VersionsAsync);
        _time.Advance(VaultSecretSource.RetryAfter - s_instant);
        await Assert.ThrowsAsync<StorageUnavailableException>(VersionsAsync);
        Assert.Equal(1, _vault.Reads);
        _vault.Fault = null;
        _time.Advance(s_instant);
        Assert.Equal(["two", "one"], await VersionsAsync());
        Assert.Equal(Reason.None, _source.Health);
    }

    [Fact]
    public async Task Nobody_waits_again_for_a_vault_that_was_away_while_something_stands_in_for_it()
    {
        await VersionsAsync();
        _vault.Fault = TestVault.Away;
        _time.Advance(VaultSecretSource.FreshFor);
        await VersionsAsync();
        _vault.Gate = new TaskCompletionSource().Task;
        _time.Advance(VaultSecretSource.RetryAfter);
        Assert.Equal(["two", "one"], await VersionsAsync());
    }

    [Fact]
    public async Task A_vault_that_does_not_answer_counts_as_away()
    {
        _vault.Gate = new TaskCompletionSource().Task;
        var asking = VersionsAsync();
        // The look runs on its own; its time-out exists once it has come to the vault.
        SpinWait.SpinUntil(() => _vault.Reads == 1);
        _time.Advance(VaultSecretSource.ReadTimeout);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => asking);
        Assert.Equal(Reason.SecretsUnavailable, _source.Health);
    }

    [Fact]
    public async Task A_vault_that_refuses_ends_the_use_of_what_it_gave()
    {
        await VersionsAsync();
        _vault.Fault = new InvalidOperationException("403");
        _time.Advance(VaultSecretSource.FreshFor);
        await Assert.ThrowsAsync<StorageUnavailableException>(VersionsAsync);
        Assert.Equal(Reason.SecretsUnavailable, _source.Health);
    }

    private async Task<IReadOnlyList<string>> VersionsAsync() =>
        [.. (await _source.GetAsync(Name, TestContext.Current.CancellationToken)).Select(s => s.Version)];
}
