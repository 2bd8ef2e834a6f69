using System.Text;

namespace Vigil.Core;

/// <summary>
/// Why something was refused, put off or set aside. One list for the whole pipeline: <see cref="Reasons.Name"/> is the log field, the metric
/// label, the problem type and the dead-letter reason alike. Names are stable; add, never rename.
/// </summary>
public enum Reason
{
    None = 0,

    // Intake: the delivery is refused.
    UnknownInstance,
    UnknownProfile,
    UnknownScheme,
    SecretMissing,
    SecretTooShort,
    SecretMalformed,
    RateLimited,
    BackPressure,
    MethodNotAllowed,
    ContentTypeUnsupported,
    ContentEncodingUnsupported,
    BodyTooLarge,
    BodyEmpty,
    BodyIncomplete,
    SignatureMissing,
    SignatureMalformed,
    SignatureMismatch,
    TimestampMissing,
    TimestampMalformed,
    TimestampTooOld,
    TimestampTooNew,
    DeliveryIdMissing,
    DeliveryIdMalformed,
    SourceNotAllowed,
    SecretInUrlNotAllowed,
    TrustMissing,
    TopicNotAllowed,
    TokenAlgorithmNotAllowed,
    TokenKeyUnknown,
    TokenIssuerWrong,
    TokenAudienceWrong,
    TokenRoleMissing,
    TokenAppWrong,
    KeyAddressNotAllowed,
    KeysUnavailable,
    CertificateRefused,
    DecryptionFailed,
    HandshakeFailed,
    NeedsRichNotifications,
    JsonMalformed,
    JsonTooDeep,
    JsonTooLarge,
    StorageUnavailable,
    SecretsStale,
    ProfileRefused,
    SecretsUnavailable,

    // Normalization: the alert or one of its records cannot become a finding.
    AlertMissing,
    ProfileMissing,
    TooManyRecords,
    RecordNotObject,
    RecordUnmapped,
    FindingInvalid,

    // Enrichment and correlation.
    ReferenceDataNotLoaded,
    FindingMissing,
    IncidentMissing,
    StorageConflict,
    PublicationHeldBack,
    EscalationNotDue,
    NewFindingAfterClose,
    MergedIntoEachOther,
    NobodyClaimed,

    // Scanning.
    ScanUnderWay,
    EngineUnavailable,
    UploadReplaced,
    UploadNameMalformed,

    // Messages.
    MessageMalformed,
    MessageSchemaUnknown,
    HandlerFailed,
    CrashedRepeatedly,
    GivenUpByConsumer,

    // Triage.
    NotFound,
    NotAuthenticated,
    NotAuthorized,
    RequestMalformed,
    PreconditionRequired,
    PreconditionFailed,
    TransitionNotAllowed,
    AlreadyClaimed,
    HostNotAllowed,
    OriginNotAllowed,
    ClientHeaderMissing,
    LegalHold,

    // Operations.
    ReferenceDataRefused,
    ReferenceDataUnreadable,
}

/// <summary>Names of <see cref="Reason"/>s.</summary>
public static class Reasons
{
    private static readonly Dictionary<Reason, string> s_names = Enum.GetValues<Reason>().ToDictionary(r => r, Kebab);

    /// <summary>The stable name, as in <c>signature-mismatch</c>.</summary>
    public static string Name(this Reason reason) => s_names[reason];

    private static string Kebab(Reason reason)
    {
        var name = new StringBuilder();
        foreach (var c in reason.ToString())
        {
            if (char.IsAsciiLetterUpper(c) && name.Length > 0)
            {
                name.Append('-');
            }

            name.Append(char.ToLowerInvariant(c));
        }

        return name.ToString();
    }
}
