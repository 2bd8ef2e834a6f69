using Vigil.Core.Senders;

namespace Vigil.Core.Intake;

/// <summary>The schemes that profiles can name.</summary>
public static class VerificationSchemes
{
    /// <summary>Builds the scheme that a profile asks for; a scheme that nobody knows is an error of the profile, never "no check".</summary>
    public static IVerificationScheme Create(string scheme, ProfileParameters parameters) =>
        throw parameters.Error("scheme", $"unknown verification scheme '{scheme}'");
}
