using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Vigil.Core.Intake.Bodies;
using Xunit;

namespace Vigil.Core.Tests.Intake.Bodies;

public sealed class JsonFormTests
{
    private const int MaxTokens = 10;

    public static TheoryData<string, bool, Reason> Bodies => new()
    {
        { "{}", false, Reason.None },
        { " \n[1, 2]\t", false, Reason.None },
        { "1e999999999", false, Reason.None },
        { new string('9', 5000), false, Reason.None },
        { """{"a":1,"a":2}""", false, Reason.None },
        { """ "\ud800" """, false, Reason.None },
        { "", false, Reason.JsonMalformed },
        { "  ", false, Reason.JsonMalformed },
        { """{"a":1""", false, Reason.JsonMalformed },
        { "{}{}", false, Reason.JsonMalformed },
        { "{}\n{}", false, Reason.JsonMalformed },
        { "[1,]", false, Reason.JsonMalformed },
        { "// no\n1", false, Reason.JsonMalformed },
        { "NaN", false, Reason.JsonMalformed },
        { "'a'", false, Reason.JsonMalformed },
        { "01", false, Reason.JsonMalformed },
        { "{}\n{}", true, Reason.None },
        { "{}\r\n\r\n[1]\r\n", true, Reason.None },
        { "{}{}", true, Reason.JsonMalformed },
        { "{\n}", true, Reason.JsonMalformed },
        { "\n \n", true, Reason.JsonMalformed },
        { "[[[]]]", false, Reason.None },
        { "[[[[]]]]", false, Reason.JsonTooDeep },
        { """{"a":{"b":{"c":{}}}}""", false, Reason.JsonTooDeep },
        { "[[[[", false, Reason.JsonTooDeep },
        { "[1,2,3,4,5,6,7,8]", false, Reason.None },
        { "[1,2,3,4,5,6,7,8,9]", false, Reason.JsonTooLarge },
        { "1\n2\n3\n4\n5\n6\n7\n8\n9\n10", true, Reason.None },
        { "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11", true, Reason.JsonTooLarge },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_body_is_judged_by_its_form(string body, bool isLines, Reason expected) =>
        Assert.Equal(expected, JsonForm.Check(Encoding.UTF8.GetBytes(body), isLines, 3, MaxTokens));

    [Fact]
    public void Broken_utf8_is_found_inside_strings_too()
    {
        Assert.Equal(Reason.JsonMalformed, JsonForm.Check([(byte)'"', 0xC3, (byte)'"'], false, 3, MaxTokens));
        Assert.Equal(Reason.JsonMalformed, JsonForm.Check([(byte)'"', 0xED, 0xA0, 0x80, (byte)'"'], true, 3, MaxTokens));
        Assert.Equal(Reason.JsonMalformed, JsonForm.Check([(byte)'"', 0xC0, 0x80, (byte)'"'], false, 3, MaxTokens));
    }

    [Fact]
    public void A_million_brackets_cost_no_stack() =>
        Assert.Equal(Reason.JsonTooDeep, JsonForm.Check(Enumerable.Repeat((byte)'[', 1_000_000).ToArray(), false, 64, 2_000_000));

    [Fact]
    public void No_bytes_throw()
    {
        var bytes = Gen.OneOf(
            ArbMap.Default.GeneratorFor<byte[]>().Select(b => b ?? []),
            Gen.Elements("{}[]\",:\\ \n1ae-.u".ToCharArray()).ArrayOf().Select(chars => Encoding.UTF8.GetBytes(chars)));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(bytes.ToArbitrary(), body =>
            Enum.IsDefined(JsonForm.Check(body, false, 3, MaxTokens)) && Enum.IsDefined(JsonForm.Check(body, true, 3, MaxTokens))));
    }
}
