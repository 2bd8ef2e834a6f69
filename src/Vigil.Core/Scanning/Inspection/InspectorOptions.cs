using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Vigil.Core.Scanning.Inspection;

/// <summary>How far files are taken apart. What exceeds a limit was not looked at. Section <c>Scanning:Inspector</c>.</summary>
public sealed class InspectorOptions
{
    public const string Section = "Scanning:Inspector";

    /// <summary>Archives within archives; the uploaded file is depth 0. Default 8.</summary>
    [Range(0, 32)]
    public int MaxDepth { get; set; } = 8;

    /// <summary>Entries of all archives together. Default 20,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxEntries { get; set; } = 20_000;

    /// <summary>Unpacked bytes of all archives together. Default 1 GiB.</summary>
    [Range(1, 1L << 40)]
    public long MaxUnpackedBytes { get; set; } = 1L << 30;

    /// <summary>Unpacked to packed bytes of one entry, from 8 MiB unpacked on. Default 200; text rarely reaches 20.</summary>
    [Range(2, 100_000)]
    public int MaxRatio { get; set; } = 200;

    /// <summary>Largest archive within an archive, which is unpacked to a temporary file. Default 256 MiB.</summary>
    [Range(1, 1L << 40)]
    public long MaxNestedBytes { get; set; } = 256L << 20;

    /// <summary>For one file altogether. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);
}

/// <summary>Refuses limits that bound nothing.</summary>
[OptionsValidator]
public sealed partial class InspectorOptionsValidator : IValidateOptions<InspectorOptions>;
