namespace Vigil.Core.Scanning.Uploads;

/// <summary>Where an upload is on its way.</summary>
public enum UploadState
{
    /// <summary>Not scanned yet, or not all that follows from its verdict is done. Nobody can read it.</summary>
    Pending,

    /// <summary>Released: it is in <c>clean/</c>.</summary>
    Clean,

    /// <summary>It is in <c>quarantine/</c>.</summary>
    Quarantined,

    /// <summary>Not, or not wholly, scanned: it stays where nobody can read it.</summary>
    Held,

    /// <summary>Somebody deleted the file before it was scanned.</summary>
    Deleted,
}
