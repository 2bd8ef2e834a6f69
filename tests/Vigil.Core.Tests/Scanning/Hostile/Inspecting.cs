using Microsoft.Extensions.Options;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Inspection;
using Xunit;

namespace Vigil.Core.Tests.Scanning.Hostile;

internal static class Inspecting
{
    public static async Task<EngineAnswer> AnswerAsync(byte[] content, string name = "file.bin", InspectorOptions? options = null) =>
        await AnswerAsync(Subjects.Of(content, name), options);

    public static async Task<EngineAnswer> AnswerAsync(ScanSubject subject, InspectorOptions? options = null) =>
        await new Inspector(Options.Create(options ?? new InspectorOptions()), TimeProvider.System)
            .ScanAsync(subject, TestContext.Current.CancellationToken);

    public static async Task ExpectAsync(string trait, byte[] content) =>
        Assert.Contains(trait, (await AnswerAsync(content)).Findings);

    public static async Task ExpectAsync(ScanVerdict verdict, NotScannedReason? reason, byte[] content)
    {
        var answer = await AnswerAsync(content);
        Assert.Equal((verdict, reason), (answer.Verdict, answer.Reason));
    }
}
