using System.Text;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake.Verification;

/// <summary>Every cell: what the signature is × when the timestamp is × whether the body was altered, for each shape of signed text.</summary>
public sealed class TruthTableTests
{
    private const string Body = """{"a":1}""";

    private static readonly DateTimeOffset s_now = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);

    private static readonly string[] s_times = ["now", "oldest", "stale", "newest", "future", "absent", "garbled", "signed", "repeated"];

    /// <summary>Outcome by signature (rows) and timestamp (columns as in <see cref="s_times"/>), body as signed.</summary>
    private const string Table = """
        right      ok ok TimestampTooOld ok TimestampTooNew TimestampMissing TimestampMalformed TimestampMalformed TimestampMalformed
        second     ok ok TimestampTooOld ok TimestampTooNew TimestampMissing TimestampMalformed TimestampMalformed TimestampMalformed
        last16     ok ok TimestampTooOld ok TimestampTooNew TimestampMissing TimestampMalformed TimestampMalformed TimestampMalformed
        wrong      SignatureMismatch SignatureMismatch SignatureMismatch SignatureMismatch SignatureMismatch TimestampMissing TimestampMalformed TimestampMalformed TimestampMalformed
        otherTime  SignatureMismatch SignatureMismatch SignatureMismatch SignatureMismatch SignatureMismatch TimestampMissing TimestampMalformed TimestampMalformed TimestampMalformed
        absent     SignatureMissing SignatureMissing SignatureMissing SignatureMissing SignatureMissing TimestampMissing TimestampMalformed TimestampMalformed TimestampMalformed
        empty      SignatureMalformed SignatureMalformed SignatureMalformed SignatureMalformed SignatureMalformed TimestampMissing TimestampMalformed TimestampMalformed TimestampMalformed
        cut        SignatureMalformed SignatureMalformed SignatureMalformed SignatureMalformed SignatureMalformed TimestampMissing TimestampMalformed TimestampMalformed TimestampMalformed
        tooMany    SignatureMalformed SignatureMalformed SignatureMalformed SignatureMalformed SignatureMalformed TimestampMissing TimestampMalformed TimestampMalformed TimestampMalformed
        repeated   SignatureMalformed SignatureMalformed SignatureMalformed SignatureMalformed SignatureMalformed TimestampMissing TimestampMalformed TimestampMalformed TimestampMalformed
        """;

    public static TheoryData<string, string, string, bool, Reason> Cells()
    {
        var cells = new TheoryData<string, string, string, bool, Reason>();
        foreach (var row in Table.Split('\n').Select(r => r.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            for (var i = 0; i < s_times.Length; i++)
            {
                var expected = row[i + 1] == "ok" ? Reason.None : Enum.Parse<Reason>(row[i + 1]);
                var altered = expected is Reason.None or Reason.TimestampTooOld or Reason.TimestampTooNew ? Reason.SignatureMismatch : expected;
                foreach (var sender in (string[])["standard", "slack", "crowdstrike"])
                {
                    cells.Add(sender, row[0], s_times[i], false, expected);
                    cells.Add(sender, row[0], s_times[i], true, altered);
                }
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_delivery_is_judged_as_the_table_says(string sender, string signature, string time, bool altered, Reason expected)
    {
        var signer = Signer.Of(sender);
        var stamp = Stamp(signer, time);
        var headers = new GivenHeaders { { signer.TimestampHeader, stamp } };
        headers.Add(signer.TimestampHeader, time == "repeated" ? stamp : null);
        headers.Add(signer.IdHeader ?? "unused", Signer.Id);
        foreach (var value in Signatures(signer, signature, stamp ?? ""))
        {
            headers.Add(signer.SignatureHeader, value);
        }

        var body = Encoding.UTF8.GetBytes(altered ? Body.Replace('1', '2') : Body);
        var verdict = signer.Scheme.Verify(headers, body, [new Secret("7", signer.Secret(Signer.Key))], s_now);

        Assert.Equal(expected, verdict.Reason);
        Assert.Equal(expected == Reason.None ? "7" : null, verdict.SecretVersion);
        Assert.Equal(expected == Reason.None && signer.IdHeader is not null ? Signer.Id : null, verdict.SignedDeliveryId);
        var early = signer.Scheme.CheckHeaders(headers);
        Assert.True(early == Reason.None || early == expected, $"The headers alone were refused for {early}.");
    }

    private static string? Stamp(Signer signer, string time) => time switch
    {
        "now" or "repeated" => signer.Stamp(s_now),
        "oldest" => signer.Stamp(s_now.AddSeconds(-300)),
        "stale" => signer.Stamp(s_now.AddSeconds(-301)),
        "newest" => signer.Stamp(s_now.AddSeconds(300)),
        "future" => signer.Stamp(s_now.AddSeconds(301)),
        "absent" => null,
        "garbled" => signer.Stamp(s_now) + "x",
        "signed" => "+" + signer.Stamp(s_now),
        _ => throw new ArgumentOutOfRangeException(nameof(time)),
    };

    private static string[] Signatures(Signer signer, string kind, string stamp)
    {
        var right = signer.Sign(Signer.Key, stamp, Body);
        var wrong = signer.Sign("another secret of the same length", stamp, Body);
        return kind switch
        {
            "right" => [right],
            "second" => [$"{wrong} {right}"],
            "last16" => [string.Join(' ', Enumerable.Repeat(wrong, 15).Append(right))],
            "tooMany" => [string.Join(' ', Enumerable.Repeat(wrong, 16).Append(right))],
            "wrong" => [wrong],
            "otherTime" => [signer.Sign(Signer.Key, signer.Stamp(s_now.AddSeconds(-7)), Body)],
            "absent" => [],
            "empty" => [""],
            "cut" => [right[..^4]],
            "repeated" => [right, right],
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }
}
