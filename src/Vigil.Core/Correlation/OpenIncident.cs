using Vigil.Core.Ports;

namespace Vigil.Core.Correlation;

/// <summary>Content of <c>open/{key}</c>: the incident that findings of the key join. A proposal; the membership decides.</summary>
/// <param name="SuccessorOf">The incident that it follows.</param>
internal sealed record OpenIncident(string Incident, string? SuccessorOf)
{
    private const string IncidentKey = "incident";
    private const string SuccessorKey = "successor_of";

    public IReadOnlyDictionary<string, string> ToMetadata()
    {
        var metadata = new Dictionary<string, string>(2) { [IncidentKey] = Incident };
        if (SuccessorOf is not null)
        {
            metadata[SuccessorKey] = SuccessorOf;
        }

        return metadata;
    }

    public static OpenIncident FromMetadata(BlobInfo info) =>
        new(info.Metadata[IncidentKey], info.Metadata.GetValueOrDefault(SuccessorKey));
}
