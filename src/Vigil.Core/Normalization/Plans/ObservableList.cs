using System.Text;
using Vigil.Core.Normalization.Paths;
using Vigil.Core.Normalization.Targets;
using Vigil.Core.Ocsf;

namespace Vigil.Core.Normalization.Plans;

/// <summary>Observables, each once; an address that is none, or a port that is none, is no observable. An address in a host name's place is an address.</summary>
internal sealed class ObservableList(RecordState state)
{
    private const int Hostname = 1;
    private const int Ip = 2;
    private const int Port = 11;
    private List<Observable>? _items;

    public List<Observable>? Items => _items;

    /// <param name="name">Path of the attribute that holds it, as in <c>evidences[0].src_endpoint.ip</c>; null when none does.</param>
    public void Add(string? name, int type, string value) => Add((object?)name, type, value);

    public void Add(StringBuilder name, int type, string value) => Add((object)name, type, value);

    private void Add(object? name, int type, string value)
    {
        var address = type is Hostname or Ip ? NetworkNames.Ip(value) : null;
        type = address is not null ? Ip : type;
        var text = type == Ip ? address : type == Port && !ushort.TryParse(value, out _) ? null : value;
        if (string.IsNullOrEmpty(text) || IsKnown(type, text))
        {
            return;
        }

        if (_items?.Count == FindingLimits.ListItems)
        {
            state.Truncated = true;
            return;
        }

        (_items ??= []).Add(new Observable { Name = name?.ToString(), TypeId = type, Type = ObservableTypes.Caption(type), Value = text });
    }

    private bool IsKnown(int type, string value)
    {
        for (var i = 0; i < _items?.Count; i++)
        {
            if (_items[i].TypeId == type && _items[i].Value == value)
            {
                return true;
            }
        }

        return false;
    }
}
