using Vigil.Cli.Shared;
using Vigil.Core.Senders;
using Vigil.Core.Senders.Compilation;

namespace Vigil.Cli.Senders;

/// <summary>Finds the profile that an argument means: a file, or the name of one that ships.</summary>
internal static class ProfileSource
{
    public static SenderProfile Get(string fileOrName) =>
        ProfileCatalog.LoadEmbedded().Find(fileOrName)
        ?? (File.Exists(fileOrName) ? Compile(new FileInfo(fileOrName), ReadText(new FileInfo(fileOrName)))
            : throw new CliException($"'{fileOrName}' is neither a file nor a sender profile. See 'vigil senders list'."));

    public static SenderProfile Compile(FileInfo file, string yaml)
    {
        try
        {
            return ProfileCompiler.Compile(file.Name, yaml);
        }
        catch (ProfileException exception)
        {
            throw new CliException(exception.Message, exception);
        }
    }

    public static string ReadText(FileInfo file) => System.Text.Encoding.UTF8.GetString(Read(file));

    public static byte[] Read(FileInfo file)
    {
        try
        {
            return File.ReadAllBytes(file.FullName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{file.Name} cannot be read: {exception.Message}", exception);
        }
    }
}
