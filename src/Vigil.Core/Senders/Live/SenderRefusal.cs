namespace Vigil.Core.Senders.Live;

/// <summary>A profile or a list of instances in the reference data that is not taken; what was in force before still is.</summary>
/// <param name="Blob">Name of the blob.</param>
/// <param name="Line">From 1.</param>
public sealed record SenderRefusal(string Blob, int Line, string Problem)
{
    public override string ToString() => $"{Blob}:{Line}: {Problem}";
}
