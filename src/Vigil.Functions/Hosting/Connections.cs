namespace Vigil.Functions.Hosting;

/// <summary>Names of settings that triggers connect by. The host resolves them: they must be application settings.</summary>
internal static class Connections
{
    /// <summary>The storage account of the data: a connection string, or a section with the service's address and the identity.</summary>
    public const string Storage = "Storage";
}
