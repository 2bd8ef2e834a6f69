using Xunit;

namespace Vigil.Functions.Tests.Infra;

/// <summary>The compiler and its linter, whose rules of infra/bicepconfig.json are errors.</summary>
public sealed class CompilerTests
{
    [Fact]
    public void The_template_compiles_without_a_warning() => AssertClean(BicepCompiler.Template);

    [Fact]
    public void The_parameters_compile_without_a_warning() => AssertClean(BicepCompiler.Parameters);

    private static void AssertClean(BicepCompiler.Output output)
    {
        Assert.Empty(output.Findings);
        Assert.Equal(0, output.ExitCode);
        Assert.NotEmpty(output.Json);
    }
}
