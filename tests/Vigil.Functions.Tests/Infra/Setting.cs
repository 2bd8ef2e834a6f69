namespace Vigil.Functions.Tests.Infra;

/// <summary>An application setting.</summary>
/// <param name="Name">As an environment variable; a part in braces stands for many.</param>
/// <param name="ReadBy">The source file that reads it, below the repository's root; or the Functions host.</param>
/// <param name="Default">What holds where it is not set; null where it must be.</param>
internal sealed record Setting(string Name, string ReadBy, string? Default)
{
    /// <summary>Who reads what none of our code does.</summary>
    public const string Host = "the Functions host";
}
