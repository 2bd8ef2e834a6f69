namespace Vigil.Core.Ocsf;

/// <summary>A URL.</summary>
public sealed class Url
{
    public string? UrlString { get; set; }

    public string? Hostname { get; set; }

    public string? Path { get; set; }

    public string? Scheme { get; set; }

    public string? Domain { get; set; }

    public string? QueryString { get; set; }

    public int? Port { get; set; }
}
