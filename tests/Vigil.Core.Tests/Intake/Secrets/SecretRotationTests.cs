using Microsoft.Extensions.Logging.Abstractions;
using Vigil.Core.Intake;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake.Secrets;

/// <summary>A rotation as the sender sees it, from the vault to the answer.</summary>
public sealed class SecretRotationTests : IDisposable
{
    private const string Name = "webhook-github";

    private readonly TestVault _vault = new();
    private readonly TestIntake _intake = new();

    private int _number;

    public SecretRotationTests() => _intake.Secrets = new VaultSecretSource(_vault, _intake.Time, NullLogger<VaultSecretSource>.Instance);

    public void Dispose() => _intake.Dispose();

    [Fact]
    public async Task Not_one_delivery_is_refused_while_a_secret_is_rotated_and_the_old_one_is_refused_at_the_end()
    {
        _vault.Set(Name, "the old one");
        await AssertAcceptedAsync("the old one");

        // The new one is added; the sender goes on with the old one, until a minute later it is told the new one.
        _vault.Set(Name, "the new one", "the old one");
        await AssertAcceptedAsync("the old one");
        _intake.Time.Advance(TimeSpan.FromMinutes(1));
        await AssertAcceptedAsync("the old one");
        await AssertAcceptedAsync("the new one");

        // The old version is disabled.
        _vault.Set(Name, "the new one");
        await AssertAcceptedAsync("the new one");
        _intake.Time.Advance(TimeSpan.FromMinutes(1));
        await AssertAcceptedAsync("the new one");
        Assert.Equal(Reason.SignatureMismatch, Assert.IsType<IntakeOutcome.Rejected>(await DeliverAsync("the old one")).Reason);
    }

    private async Task AssertAcceptedAsync(string version) => Assert.IsType<IntakeOutcome.Accepted>(await DeliverAsync(version));

    /// <summary>A delivery of its own, signed by the version's value in <see cref="TestVault"/>.</summary>
    private ValueTask<IntakeOutcome> DeliverAsync(string version) =>
        _intake.GitHubAsync($$"""{"number":{{++_number}}}""", "value of " + version);
}
