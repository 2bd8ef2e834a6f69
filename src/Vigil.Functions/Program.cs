using Microsoft.Extensions.Hosting;
using Vigil.Functions.Hosting;

FunctionsHead.CreateBuilder(args).Build().Run();
