using System.CommandLine;
using Spectre.Console;
using Vigil.Core.Ports;

namespace Vigil.Cli.Shared;

/// <summary>Gives commands their exit codes: 0 done, 1 refused or failed, 130 interrupted.</summary>
internal static class CommandAction
{
    /// <summary>A pipe has no width: lines stay whole.</summary>
    public const int PipeWidth = 1000;

    private const int Interrupted = 130;

    public static void Run(this Command command, Func<ParseResult, CancellationToken, Task<int>> action) =>
        command.SetAction(async (ParseResult result, CancellationToken cancellationToken) =>
        {
            try
            {
                return await action(result, cancellationToken);
            }
            catch (Exception exception) when (exception is CliException or StorageUnavailableException)
            {
                Tell(exception);
                return 1;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return Interrupted;
            }
        });

    /// <summary>The terminal's error stream.</summary>
    public static IAnsiConsole Errors { get; } = CreateErrors();

    /// <summary>Says what went wrong.</summary>
    public static void Tell(Exception exception) => Errors.MarkupLineInterpolated($"[red]vigil:[/] {exception.Message}");

    private static IAnsiConsole CreateErrors()
    {
        var isPipe = Console.IsErrorRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            Ansi = isPipe ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isPipe ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        console.Profile.Width = isPipe ? PipeWidth : console.Profile.Width;
        return console;
    }
}
