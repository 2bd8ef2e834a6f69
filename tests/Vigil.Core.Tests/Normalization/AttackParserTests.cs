using Vigil.Core.Normalization.Attacks;
using Xunit;

namespace Vigil.Core.Tests.Normalization;

public sealed class AttackParserTests
{
    [Theory]
    [InlineData("T1059", null, "T1059", null)]
    [InlineData("t1059.004", null, "T1059.004", null)]
    [InlineData("attack.t1059.004", null, "T1059.004", null)]
    [InlineData("Masquerading (T1036)", null, "T1036", "Masquerading")]
    [InlineData("T1048 - Exfiltration Over Alternative Protocol", null, "T1048", "Exfiltration Over Alternative Protocol")]
    [InlineData("T1110: Brute Force", null, "T1110", "Brute Force")]
    [InlineData("TA0007-T1046", "TA0007", "T1046", null)]
    [InlineData("persistence__t1547.001", "TA0003", "T1547.001", null)]
    [InlineData("TA0002", "TA0002", null, null)]
    [InlineData("TA0002 - Execution", "TA0002", null, null)]
    [InlineData("Execution", "TA0002", null, null)]
    [InlineData("mitre_execution", "TA0002", null, null)]
    [InlineData("mitre_privilege_escalation", "TA0004", null, null)]
    [InlineData("attack.credential_access", "TA0006", null, null)]
    [InlineData("attack.command-and-control", "TA0011", null, null)]
    [InlineData("PrivilegeEscalation", "TA0004", null, null)]
    [InlineData("Lateral Movement", "TA0008", null, null)]
    [InlineData("CredAccess", "TA0006", null, null)]
    [InlineData("C2", "TA0011", null, null)]
    [InlineData("Defence Evasion", "TA0005", null, null)]
    [InlineData("T1566/001", null, "T1566.001", null)]
    [InlineData("T1059/T1204", null, "T1059", "T1204")]
    [InlineData("User Execution", null, "T1204", "User Execution")]
    [InlineData("spearphishing-attachment", null, "T1566.001", "Spearphishing Attachment")]
    [InlineData("OSCredentialDumping", null, "T1003", "OS Credential Dumping")]
    [InlineData("PowerShell", null, "T1059.001", "PowerShell")]
    public void Ids_and_names_are_read_as_products_write_them(string text, string? tactic, string? technique, string? name)
    {
        var reference = AttackParser.Parse(text);

        Assert.NotNull(reference);
        Assert.Equal((tactic, technique, name), (reference.Value.TacticId, reference.Value.TechniqueId, reference.Value.TechniqueName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("CST0001")]
    [InlineData("CSTA0004")]
    [InlineData("XT1059")]
    [InlineData("T10591")]
    [InlineData("T105")]
    [InlineData("TA9999")]
    [InlineData("external/cwe/cwe-079")]
    [InlineData("CWE-1059")]
    [InlineData("container")]
    [InlineData("python")]
    [InlineData("Domain Account")]
    [InlineData("User Execution by somebody")]
    [InlineData("maturity_stable")]
    public void What_is_not_of_ATTACK_is_not_passed_off_as_such(string text)
    {
        Assert.Null(AttackParser.Parse(text));
    }

    [Fact]
    public void A_sub_technique_stands_beside_its_technique_and_no_tactic_is_guessed()
    {
        var attack = Assert.Single(AttackObjects.From([AttackParser.Parse("T1059.004")!.Value])!);

        Assert.Equal("T1059", attack.Technique!.Uid);
        Assert.Equal("T1059.004", attack.SubTechnique!.Uid);
        Assert.Null(attack.Tactic);
    }
}
