namespace Vigil.Cli.Doctor;

/// <summary>Whether this is a place to type <c>func start</c> in.</summary>
internal static class RepositoryCheck
{
    private const string Name = "func start here";

    public static Check Run(string directory) =>
        !File.Exists(Path.Combine(directory, "host.json")) ? Check.Fine(Name, "this folder is no Functions app")
        : File.Exists(Path.Combine(directory, "functions.metadata")) ? Check.Fine(Name, "this folder holds the built functions")
        : Check.Note(Name, "host.json lies here, but no functions do",
            "'func start' would find none: use 'dotnet run --project src/Vigil.Functions', or 'func start' in its output folder.");
}
