using System.Collections.Frozen;
using System.Globalization;

namespace Vigil.Core.Normalization.Targets;

/// <summary>The enumerated attributes of OCSF 1.8.0 that Vigil emits: object, attribute, the sibling that holds the caption, and the captions by value.</summary>
internal static class OcsfEnums
{
    /// <summary>"Other": the sibling must hold the source's own label.</summary>
    public const int Other = 99;

    private const string Table = """
        account.type_id type: 0 Unknown; 1 LDAP Account; 2 Windows Account; 3 AWS IAM User; 4 AWS IAM Role; 5 GCP Account; 6 Azure AD Account; 7 Mac OS Account; 8 Apple Account; 9 Linux Account; 10 AWS Account; 11 GCP Project; 12 OCI Compartment; 13 Azure Subscription; 14 Salesforce Account; 15 Google Workspace; 16 Servicenow Instance; 17 M365 Tenant; 18 Email Account; 19 ActiveDirectory Account; 99 Other
        analytic.type_id type: 0 Unknown; 1 Rule; 2 Behavioral; 3 Statistical; 4 Learning (ML/DL); 5 Fingerprinting; 6 Tagging; 7 Keyword Match; 8 Regular Expressions; 9 Exact Data Match; 10 Partial Data Match; 11 Indexed Data Match; 99 Other
        detection_finding.activity_id activity_name: 0 Unknown; 1 Create; 2 Update; 3 Close; 99 Other
        detection_finding.severity_id severity: 0 Unknown; 1 Informational; 2 Low; 3 Medium; 4 High; 5 Critical; 6 Fatal; 99 Other
        detection_finding.confidence_id confidence: 0 Unknown; 1 Low; 2 Medium; 3 High; 99 Other
        detection_finding.impact_id impact: 0 Unknown; 1 Low; 2 Medium; 3 High; 4 Critical; 99 Other
        detection_finding.risk_level_id risk_level: 0 Info; 1 Low; 2 Medium; 3 High; 4 Critical; 99 Other
        detection_finding.status_id status: 0 Unknown; 1 New; 2 In Progress; 3 Suppressed; 4 Resolved; 5 Archived; 6 Deleted; 99 Other
        detection_finding.action_id action: 0 Unknown; 1 Allowed; 2 Denied; 3 Observed; 4 Modified; 99 Other
        detection_finding.disposition_id disposition: 0 Unknown; 1 Allowed; 2 Blocked; 3 Quarantined; 4 Isolated; 5 Deleted; 6 Dropped; 7 Custom Action; 8 Approved; 9 Restored; 10 Exonerated; 11 Corrected; 12 Partially Corrected; 13 Uncorrected; 14 Delayed; 15 Detected; 16 No Action; 17 Logged; 18 Tagged; 19 Alert; 20 Count; 21 Reset; 22 Captcha; 23 Challenge; 24 Access Revoked; 25 Rejected; 26 Unauthorized; 27 Error; 99 Other
        device.type_id type: 0 Unknown; 1 Server; 2 Desktop; 3 Laptop; 4 Tablet; 5 Mobile; 6 Virtual; 7 IOT; 8 Browser; 9 Firewall; 10 Switch; 11 Hub; 12 Router; 13 IDS; 14 IPS; 15 Load Balancer; 99 Other
        evidence.verdict_id verdict: 0 Unknown; 1 False Positive; 2 True Positive; 3 Disregard; 4 Suspicious; 5 Benign; 6 Test; 7 Insufficient Data; 8 Security Risk; 9 Managed Externally; 10 Duplicate; 99 Other
        file.type_id type: 0 Unknown; 1 Regular File; 2 Folder; 3 Character Device; 4 Block Device; 5 Local Socket; 6 Named Pipe; 7 Symbolic Link; 8 Executable File; 99 Other
        fingerprint.algorithm_id algorithm: 0 Unknown; 1 MD5; 2 SHA-1; 3 SHA-256; 4 SHA-512; 5 CTPH; 6 TLSH; 7 quickXorHash; 8 SHA-224; 9 SHA-384; 10 SHA-512/224; 11 SHA-512/256; 12 SHA3-224; 13 SHA3-256; 14 SHA3-384; 15 SHA3-512; 16 xxHash H3 64-bit; 17 xxHash H3 128-bit; 18 Imphash; 19 NPF; 20 HASSH; 99 Other
        malware.classification_ids classifications: 0 Unknown; 1 Adware; 2 Backdoor; 3 Bot; 4 Bootkit; 5 DDOS; 6 Downloader; 7 Dropper; 8 Exploit-Kit; 9 Keylogger; 10 Ransomware; 11 Remote-Access-Trojan; 13 Resource-Exploitation; 14 Rogue-Security-Software; 15 Rootkit; 16 Screen-Capture; 17 Spyware; 18 Trojan; 19 Virus; 20 Webshell; 21 Wiper; 22 Worm; 99 Other
        malware_scan_info.type_id type: 0 Unknown; 1 Manual; 2 Scheduled; 3 Updated Content; 4 Quarantined Items; 5 Attached Media; 6 User Logon; 7 ELAM; 99 Other
        malware.severity_id severity: 0 Unknown; 1 Informational; 2 Low; 3 Medium; 4 High; 5 Critical; 6 Fatal; 99 Other
        network_connection_info.direction_id direction: 0 Unknown; 1 Inbound; 2 Outbound; 3 Lateral; 4 Local; 99 Other
        observable.type_id type: 0 Unknown; 1 Hostname; 2 IP Address; 3 MAC Address; 4 User Name; 5 Email Address; 6 URL String; 7 File Name; 8 Hash; 9 Process Name; 10 Resource UID; 11 Port; 12 Subnet; 13 Command Line; 14 Country; 15 Process ID; 16 HTTP User-Agent; 17 CWE Object: uid; 18 CVE Object: uid; 19 User Credential ID; 20 Endpoint; 21 User; 22 Email; 23 Uniform Resource Locator; 24 File; 25 Process; 26 Geo Location; 27 Container; 28 Registry Key; 29 Registry Value; 30 Fingerprint; 31 User Object: uid; 32 Group Object: name; 33 Group Object: uid; 34 Account Object: name; 35 Account Object: uid; 36 Script Content; 37 Serial Number; 38 Resource Details Object: name; 39 Process Entity Object: uid; 40 Email Object: subject; 41 Email Object: uid; 42 Message UID; 43 Registry Value Object: name; 44 Advisory Object: uid; 45 File Path; 46 Registry Key Path; 47 Device Object: uid; 48 Network Endpoint Object: uid; 99 Other
        os.type_id type: 0 Unknown; 99 Other; 100 Windows; 101 Windows Mobile; 200 Linux; 201 Android; 300 macOS; 301 iOS; 302 iPadOS; 400 Solaris; 401 AIX; 402 HP-UX
        process.integrity_id integrity: 0 Unknown; 1 Untrusted; 2 Low; 3 Medium; 4 High; 5 System; 6 Protected; 99 Other
        resource.role_id role: 0 Unknown; 1 Target; 2 Actor; 3 Affected; 4 Related; 99 Other
        ticket.status_id status: 0 Unknown; 1 New; 2 In Progress; 3 Notified; 4 On Hold; 5 Resolved; 6 Closed; 7 Canceled; 8 Reopened; 99 Other
        user.type_id type: 0 Unknown; 1 User; 2 Admin; 3 System; 4 Service; 99 Other
        """;

    private static readonly FrozenDictionary<string, OcsfEnum> s_enums = Table.Split('\n', StringSplitOptions.TrimEntries).Select(Parse).ToFrozenDictionary(e => e.Name);

    /// <param name="name">Object and attribute, as in <c>file.type_id</c>.</param>
    public static OcsfEnum? Find(string name) => s_enums.GetValueOrDefault(name);

    private static OcsfEnum Parse(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var head = line[..colon].Split(' ');
        var captions = line[(colon + 1)..].Split(';', StringSplitOptions.TrimEntries).ToDictionary(
            c => int.Parse(c[..c.IndexOf(' ', StringComparison.Ordinal)], CultureInfo.InvariantCulture), c => c[(c.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        return new OcsfEnum(head[0], head[1], captions);
    }
}
