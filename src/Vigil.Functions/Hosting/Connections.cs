namespace Vigil.Functions.Hosting;

/// <summary>Names of settings that triggers connect by. The host resolves them: they must be application settings.</summary>
internal static class Connections
{
    /// <summary>
    /// The queues of the data's account: a connection string, or a section with the service's address and the identity. Not called
    /// <c>Storage</c>: the host looks for <c>AzureWebJobs{name}</c> first, and would find its own account.
    /// </summary>
    public const string Queues = "Queues";
}
