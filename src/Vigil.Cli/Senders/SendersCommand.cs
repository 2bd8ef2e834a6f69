using System.CommandLine;
using Vigil.Cli.Send;

namespace Vigil.Cli.Senders;

/// <summary><c>vigil senders</c>: the products that Vigil understands, and the tools to teach it more.</summary>
internal static class SendersCommand
{
    public static Command Create() => new("senders", "The products that Vigil understands")
    {
        ListCommand.Create(),
        ShowCommand.Create(),
        TestCommand.Create(),
        CheckCommand.Create(),
        NewCommand.Create(),
        SignCommand.Create(),
        SendCommand.Create(),
        InstallCommand.Create(),
        RemoveCommand.Create(),
    };
}
