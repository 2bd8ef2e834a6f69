namespace Vigil.Core.Enrichment.Assets.Import;

/// <summary>A row that cannot be imported.</summary>
/// <param name="Line">Line of the file that the row starts on, from 1.</param>
/// <param name="Reason">For a person; quotes nothing of the file.</param>
public readonly record struct BadRow(long Line, string Reason);
