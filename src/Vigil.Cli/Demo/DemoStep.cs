namespace Vigil.Cli.Demo;

/// <summary>One delivery of the demo and what must come of it.</summary>
/// <param name="Says">What is shown, to an eye.</param>
/// <param name="Instance">Sender instance that it is posted to.</param>
/// <param name="Sample">File of the samples; null where <paramref name="Body"/> makes the bytes.</param>
/// <param name="Headers">Headers besides the signature.</param>
/// <param name="Status">Expected HTTP status.</param>
/// <param name="Reason">Expected reason of a refusal; null for none.</param>
/// <param name="Duplicate">Expected: an alert that is there already.</param>
internal sealed record DemoStep(
    string Says,
    string Instance,
    string? Sample,
    IReadOnlyDictionary<string, string> Headers,
    int Status,
    string? Reason = null,
    Func<byte[]>? Body = null,
    bool BreakSignature = false,
    bool Duplicate = false)
{
    /// <summary>True when Vigil said what it should.</summary>
    public bool IsAnsweredBy(Send.DeliveryAnswer answer) =>
        answer.Status == Status && answer.Reason == Reason && answer.Duplicate == Duplicate;
}

/// <summary>A file that the demo uploads.</summary>
/// <param name="Status">What it must come to.</param>
internal sealed record DemoUpload(string Says, string Name, string Content, string Status);

/// <summary>An incident that the demo must raise.</summary>
internal sealed record DemoIncident(string Title, string Asset, string Owner);
