namespace Vigil.Core.Scanning;

/// <summary>The harmless file that every engine has to find (EICAR).</summary>
public static class TestFile
{
    /// <summary>68 characters; in two halves, lest a scanner takes this program for it.</summary>
    public static string Content { get; } = string.Concat(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*");
}
