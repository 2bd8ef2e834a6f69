using System.Globalization;
using System.Text.Json;
using Vigil.Cli.Doctor;
using Vigil.Cli.Shared;
using Vigil.SystemTests.Running;
using Vigil.Testing;
using Vigil.Testing.Clamd;
using Xunit;

namespace Vigil.SystemTests.Commands;

public sealed class DoctorCommandTests
{
    [Fact]
    public async Task A_machine_that_can_run_vigil_is_healthy_and_nothing_is_changed_there()
    {
        using var directory = new ScratchDirectory();
        var report = (await DoctorAsync(directory, Secrets.Environment)).Ended(0).Json;

        Assert.True(report.GetProperty("healthy").GetBoolean());
        var checks = report.GetProperty("checks").EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!);
        Assert.All(checks.Values, c => Assert.NotEqual("Wrong", c.GetProperty("verdict").GetString()));
        Assert.Empty(new[] { "dotnet", "data directory", "disk", "settings", "login", "VIGIL_SECRET_WEBHOOK_GITHUB", "storage", "clock", "clamd" }.Except(checks.Keys));
        Assert.All(checks.Values.Where(c => c.GetProperty("verdict").GetString() == "Note"), c => Assert.NotEmpty(c.GetProperty("advice").GetString()!));
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory.Path));
    }

    [Theory]
    [InlineData("Scanning__Clamd__Hots", "localhost", "nothing reads Scanning__Clamd__Hots")]
    [InlineData("Scanning__Klamd__Host", "localhost", "nothing reads Scanning__Klamd")]
    [InlineData("Profiles__AllowVerifcation", "true", "nothing reads Profiles__AllowVerifcation")]
    [InlineData("Retention__Alert", "90", "nothing reads Retention__Alert")]
    [InlineData("Retension__Alerts", "90", "nothing reads Retension")]
    [InlineData("Intake__Instances__0__Nam", "one", "nothing reads Intake__Instances__0__Nam")]
    [InlineData("Scanning__Clamd__Port", "0", "Port")]
    [InlineData("Messages__MaxDequeues", "many", "many")]
    [InlineData("Triage__Authority", "https://login.example/tenant/v2.0", "Triage__Audience")]
    [InlineData("VIGIL_SECRET_WEBHOOK_GITHUB", "short", "secret")]
    [InlineData("VIGIL_SECRET_WEBHOOK_NOBODY", "a secret of sixteen bytes", "there is no sender instance nobody")]
    [InlineData("Storage", "BlobEndpoint=http://127.0.0.1:9/a;QueueEndpoint=http://127.0.0.1:9/a;AccountName=a;AccountKey=YQ==", "storage")]
    public async Task What_is_wrong_is_told_with_what_to_do_about_it(string name, string value, string told)
    {
        using var directory = new ScratchDirectory();
        var report = (await DoctorAsync(directory, new Dictionary<string, string>(Secrets.Environment) { [name] = value })).Ended(1).Json;

        Assert.False(report.GetProperty("healthy").GetBoolean());
        var wrong = report.GetProperty("checks").EnumerateArray().Where(c => c.GetProperty("verdict").GetString() == "Wrong").ToList();
        Assert.Contains(wrong, c => c.GetRawText().Contains(told, StringComparison.Ordinal));
        Assert.All(wrong, c => Assert.NotEmpty(c.GetProperty("advice").GetString()!));
        Assert.DoesNotContain("YQ==", report.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clamd_is_healthy_while_it_finds_what_it_has_to_find()
    {
        using var directory = new ScratchDirectory();
        await using var clamd = await ClamdServer.StartAsync();
        var environment = new Dictionary<string, string>(Secrets.Environment) { ["Scanning__Clamd__Socket"] = clamd.Socket };
        Assert.Contains("ClamAV", CheckOf((await DoctorAsync(directory, environment)).Ended(0).Json, "clamd").GetProperty("found").GetString(), StringComparison.Ordinal);

        await clamd.KillAsync();
        var away = CheckOf((await DoctorAsync(directory, environment)).Ended(1).Json, "clamd");
        Assert.Equal("Wrong", away.GetProperty("verdict").GetString());
        Assert.Contains("AlertExceedsMax", away.GetProperty("advice").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_read_a_line_for_each_check_and_below_it_what_to_do()
    {
        using var directory = new ScratchDirectory();
        var output = (await VigilCommand.RunAsync(new Dictionary<string, string>(), "doctor", "--data", directory.Path)).Ended(0).Output;
        Assert.Contains("secrets: none: every delivery is refused", output, StringComparison.Ordinal);
        Assert.Contains("Set VIGIL_SECRET_WEBHOOK_GITHUB", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_root_of_the_repository_is_no_place_for_func_start()
    {
        Assert.Equal(Verdict.Note, RepositoryCheck.Run(Repository.Root).Verdict);
        Assert.Equal(Verdict.Fine, RepositoryCheck.Run(AppContext.BaseDirectory).Verdict);
    }

    [Fact]
    public void A_port_in_use_is_told_and_may_be_meant_so()
    {
        var port = Ports.Next();
        Assert.Equal(Verdict.Fine, PortChecks.IsFree(port).Verdict);
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, port);
        listener.Start();
        Assert.Equal(Verdict.Note, PortChecks.IsFree(port).Verdict);
    }

    [Fact]
    public void An_sdk_before_10_is_none_and_core_tools_are_wanted_in_version_4_and_only_for_functions()
    {
        Assert.Equal([Verdict.Wrong, Verdict.Wrong, Verdict.Fine], new[] { null, "8.0.100", "10.0.100" }.Select(v => ToolChecks.Sdk(v).Verdict));
        Assert.Equal([Verdict.Note, Verdict.Note, Verdict.Fine], new[] { null, "3.0.1", "4.0.7030" }.Select(v => ToolChecks.FunctionsTools(v).Verdict));
    }

    private static JsonElement CheckOf(JsonElement report, string name) =>
        report.GetProperty("checks").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);

    private static Task<CommandResult> DoctorAsync(ScratchDirectory directory, IReadOnlyDictionary<string, string> environment) =>
        VigilCommand.RunAsync(environment, "doctor", "--json", "--data", directory.Path, "--port", Ports.Next().ToString(CultureInfo.InvariantCulture));
}
