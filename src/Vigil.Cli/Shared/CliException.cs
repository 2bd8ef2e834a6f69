namespace Vigil.Cli.Shared;

/// <summary>Ends a command with exit code 1 and this message; anything else that escapes is a bug and shows its stack.</summary>
internal sealed class CliException(string message, Exception? innerException = null) : Exception(message, innerException);
