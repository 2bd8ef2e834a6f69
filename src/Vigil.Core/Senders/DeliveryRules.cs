namespace Vigil.Core.Senders;

/// <summary>What a delivery of this sender looks like, and its limits.</summary>
/// <param name="ContentTypes">Accepted media types, lower case, without parameters.</param>
/// <param name="DeliveryIdHeader">Header with an id that the signature does not cover: a log field only. Null when there is none.</param>
/// <param name="KeptHeaders">Headers stored with the alert, lower case.</param>
/// <param name="MaxBodyBytes">1 to 25 MiB; larger bodies are refused while they are read.</param>
/// <param name="MaxJsonDepth">Nesting of arrays and objects.</param>
/// <param name="MaxRecords">Findings that one alert may hold.</param>
/// <param name="Lines">What is no JSON value may be one value per line, whatever the media type says.</param>
/// <param name="Gzip">Bodies may be compressed; the limits hold for what they unpack to.</param>
public sealed record DeliveryRules(
    IReadOnlyList<string> ContentTypes,
    string? DeliveryIdHeader,
    IReadOnlyList<string> KeptHeaders,
    int MaxBodyBytes = DeliveryRules.DefaultMaxBodyBytes,
    int MaxJsonDepth = DeliveryRules.DefaultMaxJsonDepth,
    int MaxRecords = DeliveryRules.DefaultMaxRecords,
    bool Lines = false,
    bool Gzip = false)
{
    public const int DefaultMaxBodyBytes = 1024 * 1024;
    public const int DefaultMaxJsonDepth = 64;
    public const int DefaultMaxRecords = 5000;
}
