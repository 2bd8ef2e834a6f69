using System.Text.Json;
using Vigil.Core.Ports;
using Vigil.Core.Scanning.Uploads;

namespace Vigil.Core.Scanning.Running;

/// <summary>
/// What engines said of contents, by SHA-256, engine and signatures: <c>scans/verdicts/…</c>. Only of signatures with a version: of a database of
/// somebody's own nobody can tell whether it changed.
/// </summary>
public sealed class VerdictCache(IBlobStore blobs)
{
    internal const string Prefix = "verdicts/";
    private const string Unversioned = "local";

    public async ValueTask<EngineAnswer?> FindAsync(string engine, EngineState state, string sha256, CancellationToken cancellationToken) =>
        IsVersioned(state.Signatures)
        && await blobs.ReadAsync(Containers.Scans, NameOf(engine, state.Version, state.Signatures, sha256), cancellationToken) is { } blob
            ? JsonSerializer.Deserialize(blob.Content.Span, UploadJson.Default.EngineAnswer)
            : null;

    /// <summary>Keeps the answer; one that tells nothing of the content is not kept.</summary>
    public async ValueTask AddAsync(EngineAnswer answer, string sha256, CancellationToken cancellationToken)
    {
        if (answer.Verdict != ScanVerdict.NotScanned && IsVersioned(answer.Signatures))
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(answer, UploadJson.Default.EngineAnswer);
            var name = NameOf(answer.Engine, answer.Version, answer.Signatures, sha256);
            await blobs.CreateAsync(Containers.Scans, name, json, null, cancellationToken);
        }
    }

    private static bool IsVersioned(string signatures) => signatures is not ("" or Unversioned);

    private static string NameOf(string engine, string version, string signatures, string sha256) =>
        $"{Prefix}{sha256}/{DeterministicId.Of(engine, version, signatures)}";
}
