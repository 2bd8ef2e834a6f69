namespace Vigil.Core.Scanning.Uploads;

/// <summary>Who uploaded.</summary>
/// <param name="Id">Unique: the directory's object id where there is one.</param>
public sealed record UploadUser(string Id, string Name);
