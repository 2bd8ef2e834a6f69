using Vigil.Cli.Triage;
using Vigil.Core.Ocsf;
using Xunit;

namespace Vigil.SystemTests.Commands;

/// <summary>Evidence as an analyst reads it.</summary>
public sealed class EvidenceTextTests
{
    [Fact]
    public void A_line_tells_process_file_connection_and_user()
    {
        var evidence = new Evidence
        {
            Process = new Process { Name = "bash", CmdLine = "bash -i" },
            File = new Core.Ocsf.File { Name = "shadow", TypeId = 1, Path = "/etc/shadow" },
            SrcEndpoint = new NetworkEndpoint { Ip = "10.0.0.5", Port = 50123 },
            DstEndpoint = new NetworkEndpoint { Hostname = "evil.example", Port = 443 },
            Actor = new Actor { User = new User { Name = "root" } },
        };
        Assert.Equal("process: bash -i; file: /etc/shadow; network: 10.0.0.5:50123 → evil.example:443; user: root", Line(evidence));
    }

    [Fact]
    public void An_endpoint_that_is_not_known_is_a_question() =>
        Assert.Equal("network: ? → 203.0.113.9", Line(new Evidence { DstEndpoint = new NetworkEndpoint { Ip = "203.0.113.9" } }));

    [Fact]
    public void Evidence_without_any_of_it_has_no_line_and_the_same_evidence_one()
    {
        var user = new Evidence { User = new User { Name = "ann" } };
        Assert.Equal(["user: ann"], EvidenceText.Lines([new Evidence(), user, user]));
    }

    [Fact]
    public void No_control_character_gets_through() =>
        Assert.Equal("process: a\uFFFD[2Jb \uFFFDc", Line(new Evidence { Process = new Process { CmdLine = "a\u001b[2Jb\n\u202ec" } }));

    [Theory]
    [InlineData(200, 200)]
    [InlineData(201, 200)]
    public void A_part_has_two_hundred_characters(int length, int shown)
    {
        var line = Line(new Evidence { Process = new Process { CmdLine = new string('a', length) } });
        Assert.Equal("process: ".Length + shown, line.Length);
        Assert.Equal(length > shown, line.EndsWith('…'));
    }

    [Fact]
    public void Six_lines_are_shown() => Assert.Equal(
        6, EvidenceText.Lines(Enumerable.Range(0, 7).Select(i => new Evidence { User = new User { Name = $"u{i}" } })).Count());

    private static string Line(Evidence evidence) => Assert.Single(EvidenceText.Lines([evidence]));
}
