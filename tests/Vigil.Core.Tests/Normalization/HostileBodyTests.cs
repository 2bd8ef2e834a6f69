using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Vigil.Core.Normalization;
using Vigil.Core.Senders;
using Vigil.Core.Tests.Ocsf;
using Vigil.Testing;
using Xunit;

namespace Vigil.Core.Tests.Normalization;

/// <summary>No bytes make a mapping throw, hang or emit what is not valid.</summary>
public sealed class HostileBodyTests
{
    private static readonly string[] s_scalars =
    [
        "null", "true", "-1", "1e999", "123456789012345678901234567890", "0.1e-999", "\"\"", "\"x\"", "\"\\ud800\"", "\"\\u0000\"", "\"<NA>\"", "\"T1059\"",
        "\"2026-03-16T09:00:00Z\"", "\"192.0.2.1\"", "[]", "{}", "[null]", "\"{\\\"a\\\": 1}\"", "\"[[[[\"", "\"critical\"", "\"created\"", "2004", "\"1.1.0\"",
    ];

    private static readonly string[] s_names = [.. ProfileCatalog.LoadEmbedded().Profiles
        .SelectMany(p => p.Examples).SelectMany(e => e.Body.Split('"').Where((_, i) => i % 2 == 1)).Where(t => t.Length < 40).Distinct()];

    [Fact]
    public void Random_bytes_never_throw()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => MapAll(bytes)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_truncation_of_an_example_fails()
    {
        foreach (var profile in ProfileCatalog.LoadEmbedded().Profiles)
        {
            foreach (var example in profile.Examples.Where(e => e.Expect.Findings.Count > 0 && IsOneDocument(e.Body)))
            {
                var body = Encoding.UTF8.GetBytes(example.Body.TrimEnd());
                for (var length = 0; length < body.Length; length += 7)
                {
                    var records = profile.Map(body[..length], [.. example.Headers.Select(h => (h.Key, h.Value))]).Records;
                    Assert.NotEmpty(records);
                    Assert.All(records, r => Assert.True(r is NormalizedRecord.Failed { Reason: Reason.JsonMalformed or Reason.RecordNotObject }));
                }
            }
        }
    }

    private static bool IsOneDocument(string body)
    {
        try
        {
            using var document = System.Text.Json.JsonDocument.Parse(body);
            return true;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }

    [Fact]
    public void Any_value_in_any_place_of_an_example_gives_a_valid_finding_or_a_reason()
    {
        var schema = Repository.OcsfSchemas is null ? default : OcsfCheck.Load("detection_finding");
        var examples = ProfileCatalog.LoadEmbedded().Profiles.SelectMany(p => p.Examples.Where(e => e.Expect.Findings.Count > 0).Select(e => (p, e))).ToArray();
        var mutations = from example in Gen.Elements(examples)
                        from at in Gen.Choose(0, 400)
                        from value in Gen.Elements(s_scalars)
                        from name in Gen.Elements(s_names)
                        select (example.p, example.e, Body: Mutate(example.e.Body, at, value, name));

        Prop.ForAll(mutations.ToArbitrary(), m =>
        {
            foreach (var found in m.p.Map(m.Body, [.. m.e.Headers.Select(h => (h.Key, h.Value))]).Records.OfType<NormalizedRecord.Found>())
            {
                var errors = schema.ValueKind == System.Text.Json.JsonValueKind.Undefined ? [] : OcsfCheck.Run(schema, found.Json()).Errors;
                Assert.True(errors.Count == 0, $"{string.Join("; ", errors)}\n{m.Body}");
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Depth_length_and_number_of_members_do_not_hang_it()
    {
        var clock = Stopwatch.StartNew();
        MapAll(Encoding.UTF8.GetBytes(new string('[', 500_000)));
        MapAll(Encoding.UTF8.GetBytes("{\"title\": " + new string('9', 500_000) + "}"));
        MapAll(Encoding.UTF8.GetBytes("{\"title\": \"" + string.Concat(Enumerable.Repeat("\\ud800", 80_000)) + "\"}"));
        MapAll(Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"\"k{i % 7}\": {i}")) + ", \"title\": \"t\"}"));
        MapAll(Encoding.UTF8.GetBytes("{\"title\": \"t\", \"output\": \"" + new string('a', 500_000) + "\", \"rule\": \"r\"}"));
        MapAll(Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat("{\"title\": \"t\"}", 5001)) + "]"));
        MapAll(Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, 60_000).Select(i => $"\"\\u0074{i}\": 1")) + ", \"title\": \"t\"}"));

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"{clock.Elapsed}");
    }

    private static void MapAll(byte[] body)
    {
        foreach (var profile in ProfileCatalog.LoadEmbedded().Profiles)
        {
            profile.Map(body, ("X-GitHub-Event", "dependabot_alert"));
        }
    }

    /// <summary>Puts a value in place of the n-th of the body, under its own name or another.</summary>
    private static string Mutate(string body, int at, string value, string name)
    {
        var colons = Enumerable.Range(0, body.Length).Where(i => body[i] == ':' && i > 0 && body[i - 1] == '"').ToArray();
        var colon = colons[at % colons.Length];
        return at % 3 == 0
            ? body[..(colon + 1)] + " " + value + ", \"" + name + "\": " + body[(colon + 1)..]
            : body[..(colon + 1)] + " " + value + ", \"old\": " + body[(colon + 1)..];
    }
}
