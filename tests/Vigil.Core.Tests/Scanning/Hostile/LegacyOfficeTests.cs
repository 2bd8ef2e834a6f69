using Vigil.Core.Scanning;
using Xunit;

namespace Vigil.Core.Tests.Scanning.Hostile;

/// <summary>Documents of Office before 2007, in small streams and in large ones.</summary>
public sealed class LegacyOfficeTests
{
    private static readonly byte[] s_begin = [0x09, 0x08, 4, 0, 0, 6, 5, 0];
    private static readonly byte[] s_end = [0x0A, 0, 0, 0];

    [Theory]
    [InlineData(0, ScanVerdict.Clean)]
    [InlineData(1, ScanVerdict.Suspicious)]
    public async Task Macro_sheets_of_excel_4_are_macros(byte type, ScanVerdict expected)
    {
        byte[] sheet = [0x85, 0, 8, 0, 0, 1, 0, 0, 2, type, 1, 0];
        foreach (var padding in new[] { 0, 5_000 })
        {
            byte[] workbook = [.. s_begin, .. Record(0x31, padding), .. sheet, .. s_end];
            var answer = await Inspecting.AnswerAsync(CompoundForge.Of(("Workbook", workbook)));
            Assert.Equal((expected, null), (answer.Verdict, answer.Reason));
            Assert.Equal(type == 1 ? ["office-macros"] : [], answer.Findings);
        }
    }

    [Theory]
    [InlineData("workbook")]
    [InlineData("Book")]
    public async Task An_encrypted_workbook_says_so(string name) => await Inspecting.ExpectAsync(
        ScanVerdict.NotScanned, NotScannedReason.Encrypted, CompoundForge.Of((name, [.. s_begin, 0x2F, 0, 2, 0, 1, 0, .. s_end])));

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, NotScannedReason.Encrypted)]
    public async Task An_encrypted_text_says_so(byte flag, NotScannedReason? reason)
    {
        foreach (var length in new[] { 100, 5_000 })
        {
            var text = new byte[length];
            (text[0], text[1], text[11]) = (0xEC, 0xA5, flag);
            Assert.Equal(reason, (await Inspecting.AnswerAsync(CompoundForge.Of(("WordDocument", text)))).Reason);
        }
    }

    [Theory]
    [InlineData(0x5F, 0xC0, 0x91, 0xE3, null)]
    [InlineData(0xDF, 0xC4, 0xD1, 0xF3, NotScannedReason.Encrypted)]
    public async Task An_encrypted_presentation_says_so(byte a, byte b, byte c, byte d, NotScannedReason? reason) => Assert.Equal(
        reason, (await Inspecting.AnswerAsync(CompoundForge.Of(("Current User", [0, 0, 0xF6, 0x0F, 20, 0, 0, 0, 20, 0, 0, 0, a, b, c, d])))).Reason);

    [Fact]
    public async Task Every_stream_of_such_a_name_is_looked_at() => await Inspecting.ExpectAsync(
        ScanVerdict.NotScanned, NotScannedReason.Encrypted,
        CompoundForge.Of(("Workbook", [.. s_begin, .. s_end]), ("Workbook", [.. s_begin, 0x2F, 0, 2, 0, 1, 0, .. s_end])));

    [Fact]
    public async Task Wherever_its_tables_lie_it_is_no_more_than_not_looked_at_and_ends()
    {
        var good = CompoundForge.Of(("Workbook", [.. s_begin, .. s_end]), ("WordDocument", new byte[5_000]));
        await Inspecting.ExpectAsync(ScanVerdict.Clean, null, good);
        for (var at = 24; at < 2_048; at++)
        {
            foreach (var value in new byte[] { 0, 1, 0x7F, 0xFF })
            {
                var bad = (byte[])good.Clone();
                bad[at] = value;
                var answer = await Inspecting.AnswerAsync(bad);
                Assert.True(answer.Reason is null or NotScannedReason.Unsupported or NotScannedReason.Encrypted, $"Byte {at}: {answer.Reason}");
            }
        }
    }

    [Fact]
    public async Task Chains_that_are_circles_are_damage()
    {
        var good = CompoundForge.Of(("WordDocument", new byte[5_000]));
        // The directory's chain leads to itself.
        good[512 + 4] = 1;
        good.AsSpan(512 + 5, 3).Clear();
        await Inspecting.ExpectAsync(ScanVerdict.NotScanned, NotScannedReason.Unsupported, good);
    }

    private static byte[] Record(byte id, int length) => length == 0 ? [] : [id, 0, (byte)length, (byte)(length >> 8), .. new byte[length]];
}
