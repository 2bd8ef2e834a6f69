using Microsoft.Extensions.Options;
using Vigil.Core.Ports;

namespace Vigil.Core.Scanning.Inspection;

/// <summary>
/// An engine without signatures: tells what a file is, takes archives apart within limits, and knows the traits of harmful files. That it finds
/// nothing makes no file clean by itself (see <see cref="VerdictRule"/>).
/// </summary>
public sealed class Inspector(IOptions<InspectorOptions> options, TimeProvider time) : IFileScanner
{
    public const string Name = "inspector";

    /// <summary>Changes with the rules, so that verdicts of older rules can be told.</summary>
    private const string Version = "3";

    private static readonly EngineState s_state = new(true, Version, Version);

    public string Engine => Name;

    public ValueTask<EngineState> StateAsync(CancellationToken cancellationToken) => ValueTask.FromResult(s_state);

    public async ValueTask<EngineAnswer> ScanAsync(ScanSubject subject, CancellationToken cancellationToken)
    {
        var inspection = new Inspection(options.Value, time);
        await using var content = await subject.OpenAsync(cancellationToken);
        try
        {
            await new FileInspector(inspection).InspectAsync(subject.Name, subject.DeclaredType, content, 0, cancellationToken);
        }
        catch (InspectionEndedException ended)
        {
            inspection.Miss(ended.Reason);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            inspection.Miss(NotScannedReason.Corrupt);
        }
        catch (IOException exception)
        {
            throw new FileUnreadableException(exception);
        }

        var (verdict, findings, reason) = inspection.Result();
        return new EngineAnswer(Name, Version, Version, verdict, findings, reason);
    }
}
