using BenchmarkDotNet.Running;
using Vigil.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(VerificationBenchmarks).Assembly).Run(args);
