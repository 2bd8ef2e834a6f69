using System.Collections;
using Vigil.Core.Intake;

namespace Vigil.Core.Tests.Intake.Support;

/// <summary>Request headers as a test writes them; the same name twice is a repeated header.</summary>
internal sealed class GivenHeaders : IDeliveryHeaders, IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _headers = [];

    public void Add(string name, string? value)
    {
        if (value is not null)
        {
            _headers.Add(KeyValuePair.Create(name, value));
        }
    }

    public GivenHeaders With(string name, string? value)
    {
        Add(name, value);
        return this;
    }

    public int Read(string name, out string? value)
    {
        var found = _headers.FindAll(h => string.Equals(h.Key, name, StringComparison.OrdinalIgnoreCase));
        value = found is [var one] ? one.Value : null;
        return found.Count;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _headers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
