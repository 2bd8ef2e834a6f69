using System.Text;
using Vigil.Core.Normalization;

namespace Vigil.Benchmarks.Parsing;

/// <summary>A delivery of a sender.</summary>
internal sealed class Sample
{
    private readonly AlertContext _context;
    private readonly byte[] _body;

    public Sample(string profile, IReadOnlyDictionary<string, string> headers, byte[] body)
    {
        _context = new AlertContext("alert", profile, "tenant", new DateTimeOffset(2026, 3, 16, 9, 0, 0, TimeSpan.Zero), headers);
        _body = body;
        Documents = IsOne(body) ? [body] : [.. Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Encoding.UTF8.GetBytes)];
    }

    public int Length => _body.Length;

    /// <summary>The body, or its lines where each is a document of its own.</summary>
    public IReadOnlyList<byte[]> Documents { get; }

    public NormalizedAlert Map(AlertMapping mapping) => mapping.Map(_context, _body);

    private static bool IsOne(byte[] body)
    {
        try
        {
            using var document = System.Text.Json.JsonDocument.Parse(body);
            return true;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }
}
