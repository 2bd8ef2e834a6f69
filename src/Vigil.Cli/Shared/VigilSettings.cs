using Microsoft.Extensions.Configuration;

namespace Vigil.Cli.Shared;

/// <summary>The settings of an installation on one machine, the same for every command that works on its data.</summary>
internal static class VigilSettings
{
    /// <summary>Optional settings beside the data; environment variables override them.</summary>
    public const string FileName = "vigil.json";

    /// <exception cref="CliException">The file is no JSON, or cannot be read.</exception>
    public static IConfigurationRoot Load(string dataDirectory)
    {
        var file = Path.Combine(Path.GetFullPath(dataDirectory), FileName);
        try
        {
            return new ConfigurationBuilder().AddJsonFile(file, optional: true, reloadOnChange: false).AddEnvironmentVariables().Build();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{file} cannot be used: {(exception.InnerException ?? exception).Message}", exception);
        }
    }
}
