using Vigil.Core.Senders;

namespace Vigil.Core.Intake.Verification;

/// <summary>Where a signature and what it covers stand in the request, and what is signed.</summary>
/// <param name="Headers">Headers that may carry signatures; any of them is enough.</param>
/// <param name="IdHeader">Header with the delivery id that the signature covers; null when the template has none.</param>
/// <param name="Timestamp">The timestamp that the signature covers; null when the template has none.</param>
internal sealed record SignatureRules(
    IReadOnlyList<string> Headers, SignatureFormat Signatures, SignedTemplate Template, string? IdHeader, SignedTimestamp? Timestamp)
{
    public static SignatureRules Read(ProfileParameters parameters, SignatureFormat signatures, string defaultTemplate)
    {
        IReadOnlyList<string> headers = parameters.Strings("header") is { Count: > 0 } given ? given : [parameters.RequireString("header")];
        var template = SignedTemplate.Parse(parameters.String("template", defaultTemplate)!, out var problem)
            ?? throw parameters.Error("template", problem!);
        return new SignatureRules(headers, signatures, template, ReadIdHeader(parameters, template), SignedTimestamp.Read(parameters, template, headers, signatures.Separator));
    }

    /// <summary>Reads what the request says of its signature; <see cref="Reason.None"/> when all of it has the right form.</summary>
    /// <param name="signatures">Takes what is well-formed, one after the other.</param>
    public Reason Read(IDeliveryHeaders headers, Span<byte> signatures, out int count, out SignedHeaders signed)
    {
        count = 0;
        signed = default;
        string? id = null;
        string? timestamp = null;
        var milliseconds = 0L;
        if (IdHeader is not null && (headers.Read(IdHeader, out id) != 1 || !Template.IsSoundId(id!)))
        {
            return headers.Read(IdHeader, out _) == 0 ? Reason.DeliveryIdMissing : Reason.DeliveryIdMalformed;
        }

        if (Timestamp is { } rule && (rule.Find(headers, out timestamp) != 1 || !rule.TryParse(timestamp!, out milliseconds)))
        {
            return rule.Find(headers, out _) == 0 ? Reason.TimestampMissing : Reason.TimestampMalformed;
        }

        signed = new SignedHeaders(id, timestamp, milliseconds);
        return ReadSignatures(headers, signatures, out count);
    }

    /// <summary>The headers that carry this signature.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Write(ReadOnlySpan<byte> signature, in SignedHeaders signed)
    {
        var value = Signatures.Encode(signature);
        var headers = new List<KeyValuePair<string, string>> { new(Headers[0], Timestamp?.InSignature(signed.Timestamp!, value) ?? value) };
        if (IdHeader is not null)
        {
            headers.Add(new(IdHeader, signed.Id!));
        }

        if (Timestamp is { IsOwnHeader: true })
        {
            headers.Add(new(Timestamp.Header, signed.Timestamp!));
        }

        return headers;
    }

    public SignedHeaders Stamp(string deliveryId, DateTimeOffset now) => new(deliveryId, Timestamp?.Format(now), now.ToUnixTimeMilliseconds());

    private static string? ReadIdHeader(ProfileParameters parameters, SignedTemplate template)
    {
        var header = parameters.String("idHeader");
        return header is not null == template.HasId
            ? header
            : throw parameters.Error("idHeader", "'idHeader' and {id} in 'template' need each other: an id that is not signed identifies nothing");
    }

    private Reason ReadSignatures(IDeliveryHeaders headers, Span<byte> signatures, out int count)
    {
        count = 0;
        var isThere = false;
        for (var i = 0; i < Headers.Count; i++)
        {
            var times = headers.Read(Headers[i], out var value);
            isThere |= times > 0;
            var more = times == 1 ? Signatures.Decode(value, signatures, count) : 0;
            if (times > 1 || more < 0)
            {
                return Reason.SignatureMalformed;
            }

            count += more;
        }

        return !isThere ? Reason.SignatureMissing : count == 0 ? Reason.SignatureMalformed : Reason.None;
    }
}
