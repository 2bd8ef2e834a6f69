using System.Collections.Frozen;
using System.Globalization;

namespace Vigil.Core.Normalization.Targets;

/// <summary>Which attributes are observables (OCSF <c>observable.type_id</c>), and the names that profiles use for the types.</summary>
internal static class ObservableTypes
{
    private const string Attributes = """
        hostname 1; ip 2; mac 3; email_addr 5
        user.name 4; user.uid 31; user.credential_uid 19; account.name 34; account.uid 35
        email.from 5; email.to 5; email.cc 5; email.reply_to 5; email.subject 40; email.message_uid 42; url.url_string 6
        file.name 7; file.path 45; fingerprint.value 8
        process.name 9; process.cmd_line 13; process.pid 15; process.path 45; container.uid 27; container.name 27
        resource.uid 10; resource.name 38; device.uid 47; network_endpoint.uid 48
        cwe.uid 17; cve.uid 18; advisory.uid 44
        """;

    private const string Names = """
        hostname 1; ip 2; mac 3; user 4; email 5; url 6; file_name 7; hash 8; process_name 9; resource 10; port 11; subnet 12
        command_line 13; country 14; pid 15; user_agent 16; cwe 17; cve 18; credential 19; container 27; user_uid 31; account 35
        script 36; serial_number 37; resource_name 38; message_uid 42; advisory 44; file_path 45; registry_key 46; device_uid 47; other 99
        """;

    private static readonly FrozenDictionary<string, int> s_byAttribute = Parse(Attributes);
    private static readonly OcsfEnum s_types = OcsfEnums.Find("observable.type_id")!;

    /// <summary>By the names in profiles: <c>observables: {ip: …}</c>.</summary>
    public static FrozenDictionary<string, int> ByName { get; } = Parse(Names);

    public static int? Of(string shape, string attribute) =>
        s_byAttribute.TryGetValue($"{shape}.{attribute}", out var type) || s_byAttribute.TryGetValue(attribute, out type) ? type : null;

    public static string Caption(int type) => s_types.Caption(type) ?? "Other";

    private static FrozenDictionary<string, int> Parse(string table) => table
        .Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(entry => entry.Split(' '))
        .ToFrozenDictionary(entry => entry[0], entry => int.Parse(entry[1], CultureInfo.InvariantCulture));
}
