using System.Globalization;

namespace Vigil.Core.Incidents.Triage;

/// <summary>An intent, by its name.</summary>
public sealed record PendingIntent(string Name, string Incident, int Revision)
{
    internal static PendingIntent Parse(string name)
    {
        var (slash, colon) = (name.IndexOf('/', StringComparison.Ordinal), name.LastIndexOf(':'));
        return new PendingIntent(name, name[(slash + 1)..colon], int.Parse(name.AsSpan(colon + 1), CultureInfo.InvariantCulture));
    }
}
