using System.CommandLine;

namespace Vigil.Cli.Shared;

/// <summary>The options of every command that works on the data itself.</summary>
internal sealed class StorageOptions
{
    private readonly Option<StorageKind?> _kind = new("--storage")
    {
        Description = "Where the data is: sqlite, or azure (a storage account, or Azurite); without it azure when the setting Storage is there",
    };

    private readonly Option<string?> _connection = new("--connection")
    {
        Description = "Connection string of the storage account, in place of the setting Storage (Azurite: UseDevelopmentStorage=true)",
    };

    public void AddTo(Command command)
    {
        command.Add(_kind);
        command.Add(_connection);
    }

    public StorageChoice Choice(ParseResult result) => new(result.GetValue(_kind), result.GetValue(_connection));
}
