using System.Net;

namespace Vigil.Core.Intake;

/// <summary>Graph asks with <c>?validationToken=</c>, unsigned, before it has a subscription; wants the token back as plain text within 10 s. Escaped, so that no browser makes anything of it.</summary>
internal sealed class GraphValidationToken : IChallenge
{
    public const string Kind = "graph-validation-token";

    /// <summary>Longest token that is answered.</summary>
    public const int MaxLength = 1024;

    public string Name => Kind;

    public string Method => "POST";

    public HandshakeAnswer? Answer(Delivery delivery) =>
        delivery.Query.Read("validationToken", out var token) == 1 && token!.Length is > 0 and <= MaxLength
        && !token.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? HandshakeAnswer.Text(WebUtility.HtmlEncode(token))
            : null;
}
