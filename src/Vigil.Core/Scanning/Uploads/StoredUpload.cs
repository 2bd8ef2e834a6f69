namespace Vigil.Core.Scanning.Uploads;

/// <summary>A record as it was read.</summary>
/// <param name="RecordETag">Of the record, not of the file.</param>
public sealed record StoredUpload(UploadRecord Record, string RecordETag);
