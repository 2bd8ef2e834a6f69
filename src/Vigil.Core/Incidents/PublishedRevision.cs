using System.Globalization;
using Vigil.Core.Ports;

namespace Vigil.Core.Incidents;

/// <summary>Reads which revision of an incident a message of the queue <c>incidents</c> tells of.</summary>
internal static class PublishedRevision
{
    /// <summary>Null when neither id nor subject name one.</summary>
    public static int? Of(IncidentMessage message)
    {
        var id = message.MessageId.AsSpan();
        return DeterministicId.IsWellFormed(message.Subject)
            && id.Length > DeterministicId.Length + 1
            && id.StartsWith(message.Subject, StringComparison.Ordinal)
            && id[DeterministicId.Length] == ':'
            && int.TryParse(id[(DeterministicId.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
                ? revision
                : null;
    }
}
