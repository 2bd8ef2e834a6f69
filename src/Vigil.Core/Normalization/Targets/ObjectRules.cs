using System.Collections.Frozen;
using Vigil.Core.Ocsf;

namespace Vigil.Core.Normalization.Targets;

/// <summary>The constraints of OCSF 1.8.0 (<c>required</c>, <c>at_least_one</c>, <c>just_one</c>) as far as one object can keep them by itself.</summary>
internal static class ObjectRules
{
    private const string Unknown = "Unknown";

    private static readonly FrozenDictionary<Type, ObjectRule> s_rules = new Dictionary<Type, ObjectRule>
    {
        [typeof(Account)] = ObjectRule.For(() => new Account(), a => Any(a.Name, a.Uid)),
        [typeof(Actor)] = ObjectRule.For(() => new Actor(), ProcessRules.CompleteActor),
        [typeof(Advisory)] = ObjectRule.For(() => new Advisory { Uid = "" }, a => Any(a.Uid)),
        [typeof(AffectedCode)] = ObjectRule.For(() => new AffectedCode { File = null! }, c => c.File is not null),
        [typeof(AffectedPackage)] = ObjectRule.For(() => new AffectedPackage { Name = "", Version = Unknown }, p => Any(p.Name)),
        [typeof(Analytic)] = ObjectRule.For(() => new Analytic { TypeId = 0, Type = Unknown }, a => Any(a.Name, a.Uid)),
        [typeof(Attack)] = ObjectRule.For(() => new Attack(), a => a.Tactic is not null || a.Technique is not null || a.SubTechnique is not null),
        [typeof(Cloud)] = ObjectRule.For(() => new Cloud { Provider = "" }, c => Any(c.Provider)),
        [typeof(Container)] = ObjectRule.For(() => new Container(), c => Any(c.Name, c.Uid)),
        [typeof(Cve)] = ObjectRule.For(() => new Cve { Uid = "" }, c => Any(c.Uid)),
        [typeof(Cvss)] = ObjectRule.For(() => new Cvss { BaseScore = double.NaN, Version = "" }, VulnerabilityRules.CompleteCvss),
        [typeof(Cwe)] = ObjectRule.For(() => new Cwe { Uid = "" }, c => Any(c.Uid)),
        [typeof(DetectionFinding)] = ObjectRule.For<DetectionFinding>(() => throw new NotSupportedException("Findings begin in FindingFrame."), _ => true),
        [typeof(Device)] = ObjectRule.For(() => new Device { TypeId = 0, Type = Unknown }, EndpointRules.Complete),
        [typeof(DnsQuery)] = ObjectRule.For(() => new DnsQuery { Hostname = "" }, q => Any(q.Hostname)),
        [typeof(Email)] = ObjectRule.For(() => new Email(), e => Any(e.From) || e.To is { Count: > 0 }),
        [typeof(Epss)] = ObjectRule.For(() => new Epss { Score = "" }, e => Any(e.Score)),
        [typeof(Evidence)] = ObjectRule.For(() => new Evidence(), ProcessRules.CompleteEvidence),
        [typeof(Ocsf.File)] = ObjectRule.For(() => new Ocsf.File { Name = "", TypeId = 0, Type = Unknown }, FileRules.Complete),
        [typeof(FindingInfo)] = ObjectRule.For(() => new FindingInfo { Uid = "" }, _ => true),
        [typeof(Fingerprint)] = ObjectRule.For(() => new Fingerprint { AlgorithmId = 0, Algorithm = Unknown, Value = "" }, FileRules.CompleteHash),
        [typeof(Group)] = ObjectRule.For(() => new Group(), g => Any(g.Name, g.Uid)),
        [typeof(Image)] = ObjectRule.For(() => new Image { Uid = "" }, i => Any(i.Uid = Any(i.Uid) ? i.Uid : i.Name ?? "")),
        [typeof(KeyValueObject)] = ObjectRule.For(() => new KeyValueObject { Name = "" }, k => Any(k.Name) && (k.Value is not null || k.Values is { Count: > 0 })),
        [typeof(Malware)] = ObjectRule.For(() => new Malware { ClassificationIds = [] }, CompleteMalware),
        [typeof(MalwareScanInfo)] = ObjectRule.For(() => new MalwareScanInfo { TypeId = 0, Type = Unknown }, m => Any(m.Name, m.Uid)),
        [typeof(Metadata)] = ObjectRule.For(() => new Metadata { Version = OcsfClass.SchemaVersion, Product = new Product() }, _ => true),
        [typeof(NetworkConnectionInfo)] = ObjectRule.For(
            () => new NetworkConnectionInfo { DirectionId = 0, Direction = Unknown }, c => c.DirectionId != 0 || Any(c.ProtocolName, c.Uid) || c.ProtocolNum is not null),
        [typeof(NetworkEndpoint)] = ObjectRule.For(() => new NetworkEndpoint(), EndpointRules.Complete),
        [typeof(Os)] = ObjectRule.For(() => new Os { Name = "", TypeId = 0, Type = Unknown }, o => Any(o.Name)),
        [typeof(Process)] = ObjectRule.For(() => new Process(), p => p.Pid is not null || p.File is not null || Any(p.Uid, p.Name, p.CmdLine, p.Path)),
        [typeof(Product)] = ObjectRule.For(() => new Product(), p => Any(p.Name, p.Uid)),
        [typeof(Remediation)] = ObjectRule.For(() => new Remediation { Desc = "" }, r => Any(r.Desc)),
        [typeof(Resource)] = ObjectRule.For(() => new Resource(), EndpointRules.Complete),
        [typeof(SubTechnique)] = ObjectRule.For(() => new SubTechnique(), t => Any(t.Name, t.Uid)),
        [typeof(Tactic)] = ObjectRule.For(() => new Tactic(), t => Any(t.Name, t.Uid)),
        [typeof(Technique)] = ObjectRule.For(() => new Technique(), t => Any(t.Name, t.Uid)),
        [typeof(TransformationInfo)] = ObjectRule.For(() => new TransformationInfo(), t => Any(t.Name, t.Uid)),
        [typeof(Url)] = ObjectRule.For(() => new Url(), u => Any(u.UrlString, u.Path)),
        [typeof(User)] = ObjectRule.For(() => new User(), CompleteUser),
        [typeof(Vulnerability)] = ObjectRule.For(() => new Vulnerability(), VulnerabilityRules.Complete),
        [typeof(Observable)] = ObjectRule.For(() => new Observable { TypeId = 0, Type = Unknown }, o => Any(o.Value)),
        [typeof(Ocsf.Enrichment)] = ObjectRule.For(() => new Ocsf.Enrichment { Name = "", Value = "", Data = default }, e => Any(e.Name) && !e.Data.IsEmpty),
    }.ToFrozenDictionary();

    public static ObjectRule Of(Type type) => s_rules[type];

    internal static bool Any(string? text) => !string.IsNullOrEmpty(text);

    internal static bool Any(string? first, string? second) => Any(first) || Any(second);

    private static bool Any(string? a, string? b, string? c, string? d) => Any(a, b) || Any(c, d);

    private static bool CompleteMalware(Malware malware)
    {
        if (malware.ClassificationIds.Count == 0)
        {
            malware.ClassificationIds.Add(0);
        }

        return Any(malware.Name, malware.Uid);
    }

    private static bool CompleteUser(User user)
    {
        if (!Any(user.Name, user.Uid) && user.Account is null)
        {
            user.Name = user.EmailAddr ?? user.FullName ?? user.DisplayName;
        }

        return Any(user.Name, user.Uid) || user.Account is not null;
    }
}
