using FsCheck;
using FsCheck.Fluent;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Inspection;
using Xunit;

namespace Vigil.Core.Tests.Scanning.Hostile;

/// <summary>Whatever a file holds, the inspector answers, within its limits.</summary>
public sealed class InspectorPropertyTests
{
    private static readonly InspectorOptions s_tight = new() { MaxEntries = 50, MaxUnpackedBytes = 1 << 20, MaxDepth = 4 };

    private static readonly byte[][] s_seeds =
    [
        Archives.Zip(("a", new byte[300]), ("b.zip", Archives.Zip(("c", Subjects.Eicar)))),
        ZipForge.Of(new ForgedEntry("a", [1, 2]), new ForgedEntry("l", "x"u8.ToArray()) { IsLink = true }),
        ZipForge.Wide(3, 0, 1),
        Archives.Gzip(Archives.Tar(("a", new byte[600]))),
        TarForge.Of(TarForge.Pax(("path", "a/b"), ("size", "3")), TarForge.Entry("b", [1, 2, 3]), TarForge.Entry("l", [], '2', link: "b")),
        TarForge.Of(TarForge.Entry("n", "long/name"u8.ToArray(), 'L'), TarForge.Entry("b", Archives.Gzip([1, 2, 3]))),
        [.. "%PDF-1.7 1 0 obj << /Type /ObjStm >>\nstream\n"u8, 0x78, 0x9C, 3, 0, 0, 0, 0, 1, .. "\nendstream /#4aavaScript /Encrypt"u8],
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. "_\0V\0B\0A\0"u8],
    ];

    [Fact]
    public void It_answers_to_every_mutation_of_every_format()
    {
        var mutations =
            from seed in Gen.Choose(0, s_seeds.Length - 1)
            from changes in Gen.ListOf(from at in Gen.Choose(0, int.MaxValue) from value in Gen.Elements<byte>(0, 1, 0x7F, 0x80, 0xFF, (byte)'1', (byte)'/') select (at, value))
            from cut in Gen.Choose(0, 40)
            from repeat in Gen.Choose(1, 3)
            select (seed, changes, cut, repeat);
        Prop.ForAll(mutations.ToArbitrary(), m =>
        {
            byte[] content = [.. Enumerable.Repeat(s_seeds[m.seed], m.repeat).SelectMany(b => b)];
            foreach (var (at, value) in m.changes)
            {
                content[at % content.Length] = value;
            }

            return Answers(content[..Math.Max(0, content.Length - (m.cut > 20 ? 0 : m.cut))]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_500));
    }

    [Fact]
    public void It_answers_to_any_bytes_behind_the_magic_of_any_format()
    {
        var files = from seed in Gen.Elements(s_seeds) from kept in Gen.Choose(2, 40) from rest in ArbMap.Default.GeneratorFor<byte[]>() select (byte[])[.. seed.Take(kept), .. rest];
        Prop.ForAll(files.ToArbitrary(), f => Answers(f)).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    private static bool Answers(byte[] content)
    {
        var answer = Inspecting.AnswerAsync(content, options: s_tight).GetAwaiter().GetResult();
        return (answer.Verdict == ScanVerdict.NotScanned) == (answer.Reason is not null);
    }
}
