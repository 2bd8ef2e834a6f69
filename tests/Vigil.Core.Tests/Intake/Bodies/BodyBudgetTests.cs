using Vigil.Core.Intake.Bodies;
using Xunit;

namespace Vigil.Core.Tests.Intake.Bodies;

/// <summary>A flood of large bodies ends at the budget, and the budget is whole again afterwards.</summary>
public sealed class BodyBudgetTests
{
    private const int MiB = 1024 * 1024;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PooledBody.FreeBytes, 0, true)]
    [InlineData(PooledBody.FreeBytes + 1, 0, false)]
    [InlineData(MiB, MiB - PooledBody.FreeBytes, true)]
    [InlineData(MiB, MiB - PooledBody.FreeBytes - 1, false)]
    public async Task A_body_costs_what_it_has_beyond_the_free_part(int bytes, int budget, bool fits)
    {
        using var body = await ReadAsync(bytes, new BodyBudget(budget));
        Assert.Equal(fits ? Reason.None : Reason.BackPressure, body.Reason);
        Assert.True(!fits || body.Content.Length == bytes);
    }

    [Fact]
    public async Task What_one_body_holds_others_cannot_have_until_it_is_gone()
    {
        var budget = new BodyBudget(3 * MiB);
        var first = await ReadAsync(2 * MiB, budget);
        using (var second = await ReadAsync(2 * MiB, budget))
        {
            Assert.Equal((Reason.None, Reason.BackPressure), (first.Reason, second.Reason));
        }

        first.Dispose();
        using var third = await ReadAsync(2 * MiB, budget);
        Assert.Equal(Reason.None, third.Reason);
    }

    private static ValueTask<PooledBody> ReadAsync(int bytes, BodyBudget budget) =>
        PooledBody.ReadAsync(new MemoryStream(new byte[bytes]), bytes, 25 * MiB, budget, Cancelled);
}
