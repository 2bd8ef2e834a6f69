namespace Vigil.Core.Scanning.Uploads;

/// <summary>Shows what is known of an upload.</summary>
public sealed class GetUpload(UploadRecords records)
{
    /// <summary>Null where there is none, and for everybody but its uploader and those who may read all: to others it does not exist.</summary>
    public async ValueTask<UploadRecord?> HandleAsync(string uploadId, UploadUser caller, bool mayReadAll, CancellationToken cancellationToken) =>
        await records.FindAsync(uploadId, cancellationToken) is { Record: var record } && (mayReadAll || record.Uploader?.Id == caller.Id)
            ? record
            : null;
}
