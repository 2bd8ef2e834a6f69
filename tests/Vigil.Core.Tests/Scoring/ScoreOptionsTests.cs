using Vigil.Core.Scoring;
using Xunit;

namespace Vigil.Core.Tests.Scoring;

public sealed class ScoreOptionsTests
{
    public static TheoryData<ScoreOptions> Unusable =>
    [
        new ScoreOptions { Priors = { High = 1.01 } },
        new ScoreOptions { Priors = { High = double.NaN } },
        new ScoreOptions { Criticality = { Critical = 0 } },
        new ScoreOptions { Criticality = { Critical = 100.01 } },
        new ScoreOptions { Exposure = { Internet = double.PositiveInfinity } },
        new ScoreOptions { AttackStage = { Entry = -1 } },
        new ScoreOptions { ProductMin = 1.01 },
        new ScoreOptions { ProductMax = 0.99 },
        new ScoreOptions { Priority = { High = 39 } },
        new ScoreOptions { Priority = { Critical = 101 } },
    ];

    [Fact]
    public void The_defaults_are_valid() => Assert.True(new ScoreOptionsValidator().Validate(null, new ScoreOptions()).Succeeded);

    [Theory]
    [MemberData(nameof(Unusable))]
    public void Weights_that_break_the_score_are_refused(ScoreOptions options) =>
        Assert.True(new ScoreOptionsValidator().Validate(null, options).Failed);
}
