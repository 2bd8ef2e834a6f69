using Vigil.Core;

namespace Vigil.Web.Problems;

/// <summary>Problem details (RFC 9457). <paramref name="Type"/> is stable: what programs go by.</summary>
/// <param name="Type"><c>urn:vigil:problem:{reason}</c>.</param>
/// <param name="Detail">For a person; never a secret, a stack trace or a piece of the request.</param>
/// <param name="Rows">Where a file was refused: the first bad rows.</param>
public sealed record Problem(string Type, string Title, int Status, string? Detail = null, IReadOnlyList<RowFault>? Rows = null)
{
    public const string ContentType = "application/problem+json";

    public const string TypePrefix = "urn:vigil:problem:";

    public static Problem Of(Reason reason, int status, string? detail = null)
    {
        var name = reason.Name();
        return new Problem(TypePrefix + name, char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' '), status, detail);
    }
}

/// <summary>What is wrong with a row of a file.</summary>
/// <param name="Line">Line that the row starts on, from 1.</param>
/// <param name="Fault">For a person; quotes nothing of the file.</param>
public sealed record RowFault(long Line, string Fault);
