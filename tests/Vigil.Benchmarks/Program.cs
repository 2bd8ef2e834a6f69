using BenchmarkDotNet.Running;
using Vigil.Benchmarks.Parsing;

if (args is ["parsing"])
{
    ParsingTables.Print(Console.Out);
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
