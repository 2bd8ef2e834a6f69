using System.CommandLine;
using Vigil.Cli.Shared;
using Vigil.Core.Senders;
using Vigil.Core.Senders.Drafting;

namespace Vigil.Cli.Senders;

/// <summary><c>vigil senders new</c>: a commented profile from one payload of a product.</summary>
internal static class NewCommand
{
    public static Command Create()
    {
        var sample = new Argument<FileInfo>("sample") { Description = "One delivery of the product, as JSON" };
        var name = new Option<string>("--name") { Description = "Name of the profile: a-z, 0-9 and '-'", Required = true };
        var title = new Option<string?>("--title") { Description = "The product's name" };
        var output = new Option<FileInfo?>("--output") { Description = "File to write; without it the profile is printed" };
        var command = new Command("new", "Write a commented profile from a sample payload") { sample, name, title, output };
        command.Run(async (result, cancellationToken) =>
        {
            var profile = result.GetRequiredValue(name);
            var yaml = Draft(profile, result.GetValue(title) ?? profile, ProfileSource.Read(result.GetRequiredValue(sample)));
            if (result.GetValue(output) is not { } file)
            {
                Console.Write(yaml);
                return 0;
            }

            await WriteAsync(file, yaml, cancellationToken);
            Console.WriteLine($"{file.Name} is written. Work through what it says after CHECK, then: vigil senders test {file.Name}");
            return 0;
        });
        return command;
    }

    private static string Draft(string name, string title, byte[] sample)
    {
        try
        {
            return ProfileDraft.Write(name, title, sample);
        }
        catch (Exception exception) when (exception is FormatException or ProfileException)
        {
            throw new CliException(exception.Message, exception);
        }
    }

    /// <summary>Never over a file that somebody may have worked on.</summary>
    private static async Task WriteAsync(FileInfo file, string yaml, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new FileStream(file.FullName, FileMode.CreateNew);
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(yaml), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{file.Name} cannot be written: {exception.Message}", exception);
        }
    }
}
