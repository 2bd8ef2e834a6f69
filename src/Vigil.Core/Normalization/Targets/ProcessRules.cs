using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Vigil.Core.Ocsf;

namespace Vigil.Core.Normalization.Targets;

/// <summary>
/// OCSF knows a process only by pid or uid. One of which only name and command line are known stays as <c>data</c> of its evidence, word for word:
/// nothing is lost and no pid is invented. Evidence of a container alone is kept the same way.
/// </summary>
internal static class ProcessRules
{
    public static bool CompleteActor(Actor actor)
    {
        if (actor.Process is { } process && !IsIdentified(process))
        {
            actor.AppName ??= process.Name;
            actor.Process = null;
        }

        return actor.Process is not null || actor.User is not null || ObjectRules.Any(actor.AppName, actor.AppUid) || ObjectRules.Any(actor.InvokedBy);
    }

    public static bool CompleteEvidence(Evidence evidence)
    {
        if (evidence.Process is { } process && (!IsIdentified(process) || process.ParentProcess is { } parent && !IsIdentified(parent)))
        {
            MoveToData(evidence, process);
        }

        if (evidence is { Container: { } container } && !IsEnough(evidence))
        {
            evidence.Data = Wrap("{\"container\":"u8, container, OcsfJson.Default.Container);
        }

        return IsEnough(evidence);
    }

    private static bool IsIdentified(Process process) => process.Pid is not null || ObjectRules.Any(process.Uid);

    private static void MoveToData(Evidence evidence, Process process)
    {
        evidence.Data ??= Wrap("{\"process\":"u8, process, OcsfJson.Default.Process);
        if (IsIdentified(process))
        {
            process.ParentProcess = null;
            return;
        }

        evidence.Process = null;
        evidence.Container ??= process.Container;
        evidence.User ??= process.User;
        evidence.File ??= process.File;
    }

    private static bool IsEnough(Evidence e) =>
        e.Actor is not null || e.ConnectionInfo is not null || e.Data is not null || e.Device is not null || e.DstEndpoint is not null
        || e.SrcEndpoint is not null || e.Email is not null || e.File is not null || e.Process is not null || e.Query is not null
        || e.Url is not null || e.User is not null;

    private static RawJson Wrap<T>(ReadOnlySpan<byte> opening, T value, JsonTypeInfo<T> type) =>
        new((byte[])[.. opening, .. JsonSerializer.SerializeToUtf8Bytes(value, type), (byte)'}']);
}
