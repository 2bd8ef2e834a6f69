namespace Vigil.Storage.Tests.Azure.Secrets;

/// <summary>A version of a secret in the vault.</summary>
internal sealed record SecretVersion(
    string Id, string Value, DateTimeOffset Created, bool Enabled = true, DateTimeOffset? NotBefore = null, DateTimeOffset? Expires = null);
