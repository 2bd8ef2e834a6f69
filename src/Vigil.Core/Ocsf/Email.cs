namespace Vigil.Core.Ocsf;

/// <summary>A message.</summary>
public sealed class Email
{
    public string? From { get; set; }

    public List<string>? To { get; set; }

    public List<string>? Cc { get; set; }

    public string? ReplyTo { get; set; }

    public string? Subject { get; set; }

    public string? MessageUid { get; set; }

    public string? Uid { get; set; }

    public List<File>? Files { get; set; }
}
