namespace Vigil.Core.Scoring.Factors;

/// <summary>One kind of evidence that raises or lowers a score.</summary>
internal interface IScoreFactor
{
    /// <summary>The strongest match of this kind with its weight; null when the finding says nothing of it.</summary>
    ScoreFactor? Weigh(ScoreSubject subject, ScoreOptions options);
}
