namespace Vigil.Core.Ocsf;

/// <summary>A file. type_id: 0 Unknown, 1 Regular File, 2 Folder.</summary>
public sealed class File
{
    public required string Name { get; set; }

    public required int TypeId { get; set; }

    public string? Type { get; set; }

    public string? Path { get; set; }

    public string? ParentFolder { get; set; }

    public string? Ext { get; set; }

    public string? MimeType { get; set; }

    public long? Size { get; set; }

    public string? Uid { get; set; }

    public string? Uri { get; set; }

    public List<Fingerprint>? Hashes { get; set; }

    public User? Owner { get; set; }

    public long? CreatedTime { get; set; }

    public long? ModifiedTime { get; set; }

    public bool? IsDeleted { get; set; }

    public string? Version { get; set; }
}
