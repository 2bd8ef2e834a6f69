using Vigil.Core.Ocsf;

namespace Vigil.Core.Normalization.Targets;

/// <summary>Things on a network. Products write addresses where names belong and the reverse: each goes where it is valid, else into <c>name</c>.</summary>
internal static class EndpointRules
{
    public static bool Complete(Device device)
    {
        (device.Hostname, device.Ip, device.Name) = Sort(device.Hostname, device.Ip, device.Name);
        return ObjectRules.Any(device.Hostname, device.Ip) || ObjectRules.Any(device.Name, device.Uid) || ObjectRules.Any(device.InstanceUid);
    }

    public static bool Complete(NetworkEndpoint endpoint)
    {
        (endpoint.Hostname, endpoint.Ip, endpoint.Name) = Sort(endpoint.Hostname, endpoint.Ip, endpoint.Name);
        return ObjectRules.Any(endpoint.Hostname, endpoint.Ip) || ObjectRules.Any(endpoint.Name, endpoint.Uid)
            || ObjectRules.Any(endpoint.SvcName, endpoint.InstanceUid) || ObjectRules.Any(endpoint.Domain);
    }

    public static bool Complete(Resource resource)
    {
        (resource.Hostname, resource.Ip, resource.Name) = Sort(resource.Hostname, resource.Ip, resource.Name);
        resource.Name ??= resource.Uid is null ? resource.Hostname ?? resource.Ip : null;
        return ObjectRules.Any(resource.Name, resource.Uid);
    }

    private static (string? Hostname, string? Ip, string? Name) Sort(string? hostname, string? ip, string? name)
    {
        string? validHostname = null;
        string? validIp = null;
        foreach (var text in new[] { ip, hostname })
        {
            if (text is null)
            {
                continue;
            }

            if (NetworkNames.Ip(text) is { } address)
            {
                validIp ??= address;
            }
            else if (NetworkNames.IsHostname(text))
            {
                validHostname ??= text;
            }
            else
            {
                name ??= text;
            }
        }

        return (validHostname, validIp, name);
    }
}
