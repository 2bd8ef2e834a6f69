using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Vigil.Core;
using Vigil.Core.Enrichment.Assets.Import;
using Vigil.Core.Operations;
using Vigil.Web.Problems;
using Vigil.Web.Security;

namespace Vigil.Web.Operations;

/// <summary>Imports reference data, for every head. The body is the file; its content type says how it is written.</summary>
public sealed class ReferenceDataEndpoint(Guarded guarded, AssetImport assets, AssetImportLimits limits, OperationsAudit audit)
{
    /// <summary>The one kind there is.</summary>
    public const string Assets = "assets";

    /// <summary>Bad rows that an answer names; it counts them all.</summary>
    private const int MaxRows = 100;

    /// <summary>Every row becomes the data, or nothing changes: 200, or 422 with the first bad rows.</summary>
    public ValueTask<IResult> ImportAsync(HttpContext context, string kind) => guarded.RunAsync(context, Access.Operate, async (http, cancellationToken) =>
    {
        if (kind != Assets)
        {
            return Refusals.Of(Reason.NotFound, "The only kind of reference data is assets.");
        }

        if (FormatOf(http.Request.ContentType) is not { } format)
        {
            return Refusals.Of(Reason.ContentTypeUnsupported, "text/csv, application/json or application/x-ndjson.");
        }

        if (http.Request.ContentLength > limits.MaxFileBytes)
        {
            return Refusals.Of(Reason.BodyTooLarge);
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            // The limit here is the import's own, the same in every head.
            server.MaxRequestBodySize = null;
        }

        return await ImportAsync(http, format, cancellationToken);
    });

    private static AssetFileFormat? FormatOf(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) ? type.MediaType.Value?.ToLowerInvariant() switch
        {
            "text/csv" => AssetFileFormat.Csv,
            "application/json" or "application/x-ndjson" or "application/jsonl" => AssetFileFormat.Json,
            _ => null,
        }
        : null;

    private async ValueTask<IResult> ImportAsync(HttpContext http, AssetFileFormat format, CancellationToken cancellationToken)
    {
        var user = Access.NameOf(http.User)!;
        var rows = new List<RowFault>();
        await audit.EnterAsync(user, OperationsAudit.Import, Assets, "started", cancellationToken);
        await using var body = new LimitedStream(http.Request.Body, limits.MaxFileBytes);
        AssetImportOutcome outcome;
        try
        {
            outcome = await assets.ImportAsync(body, format, bad => Keep(rows, bad), null, cancellationToken);
        }
        catch (IOException)
        {
            return Refusals.Of(body.IsExceeded ? Reason.BodyTooLarge : Reason.BodyIncomplete);
        }

        if (outcome is not AssetImportOutcome.Imported done)
        {
            return Refuse(outcome, rows);
        }

        await audit.EnterAsync(user, OperationsAudit.Import, Assets, FormattableString.Invariant($"version {done.Version}, {done.Assets} assets"), cancellationToken);
        return Results.Json(new ReferenceDataReceipt(done.Version, done.Assets, done.IgnoredColumns), WebJson.Default.ReferenceDataReceipt);
    }

    private static void Keep(List<RowFault> rows, BadRow bad)
    {
        if (rows.Count < MaxRows)
        {
            rows.Add(new RowFault(bad.Line, bad.Reason));
        }
    }

    private static IResult Refuse(AssetImportOutcome outcome, IReadOnlyList<RowFault> rows) => outcome switch
    {
        AssetImportOutcome.Refused refused => Refusals.Of(Reason.ReferenceDataRefused,
            FormattableString.Invariant($"{refused.BadRows} of {refused.Rows} rows are bad; nothing was imported."), rows),
        AssetImportOutcome.Unreadable unreadable => Refusals.Of(Reason.ReferenceDataUnreadable,
            "Nothing was imported.", [.. rows, new RowFault(unreadable.Line, unreadable.Reason)]),
        _ => Refusals.Of(Reason.StorageConflict, "Other imports keep running at the same time; try again."),
    };
}

/// <summary>Answer to an import.</summary>
/// <param name="Version">Digest of the content; receipts name it.</param>
/// <param name="IgnoredColumns">Columns or members that mean nothing here: perhaps misspelt.</param>
public sealed record ReferenceDataReceipt(string Version, int Rows, IReadOnlyList<string> IgnoredColumns);
