using System.Net;

namespace Vigil.Core.Intake;

/// <summary>The addresses that an instance takes deliveries from: an extra, never instead of a proof.</summary>
public sealed class SourceAddresses
{
    /// <summary>Every address, also an unknown one.</summary>
    public static readonly SourceAddresses Any = new([]);

    private readonly IPNetwork[] _networks;

    private SourceAddresses(IPNetwork[] networks) => _networks = networks;

    /// <summary>Reads addresses and CIDR blocks; null when one is neither.</summary>
    public static SourceAddresses? TryRead(IEnumerable<string> texts)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in texts)
        {
            if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(text, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else
            {
                return null;
            }
        }

        return new SourceAddresses([.. networks]);
    }

    public bool Allow(IPAddress? source)
    {
        if (_networks.Length == 0)
        {
            return true;
        }

        var address = source is { IsIPv4MappedToIPv6: true } ? source.MapToIPv4() : source;
        return address is not null && Array.Exists(_networks, n => n.Contains(address));
    }
}
