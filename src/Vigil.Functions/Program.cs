using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Vigil.Functions.Hosting;

FunctionsApplication.CreateBuilder(args).AddHead().Build().Run();
