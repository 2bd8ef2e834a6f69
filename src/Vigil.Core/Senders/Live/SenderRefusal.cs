namespace Vigil.Core.Senders.Live;

/// <summary>A profile or a list of instances in the reference data that is not taken.</summary>
/// <param name="Blob">Name of the blob.</param>
/// <param name="Line">From 1.</param>
/// <param name="Meanwhile">What is in force in its place, as a sentence: the version before, as long as this process remembers it.</param>
public sealed record SenderRefusal(string Blob, int Line, string Problem, string Meanwhile)
{
    public override string ToString() => $"{Blob}:{Line}: {Problem} ({Meanwhile})";
}
