using System.CommandLine;
using Spectre.Console;

namespace Vigil.Cli.Shared;

/// <summary>Gives commands their exit codes: 0 done, 1 refused or failed, 130 interrupted.</summary>
internal static class CommandAction
{
    private const int Interrupted = 130;

    public static void Run(this Command command, Func<ParseResult, CancellationToken, Task<int>> action) =>
        command.SetAction(async (ParseResult result, CancellationToken cancellationToken) =>
        {
            try
            {
                return await action(result, cancellationToken);
            }
            catch (CliException exception)
            {
                Errors.MarkupLineInterpolated($"[red]vigil:[/] {exception.Message}");
                return 1;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return Interrupted;
            }
        });

    /// <summary>The terminal's error stream.</summary>
    public static IAnsiConsole Errors { get; } =
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
}
