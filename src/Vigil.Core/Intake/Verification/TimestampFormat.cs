namespace Vigil.Core.Intake.Verification;

internal enum TimestampFormat
{
    /// <summary>Seconds.</summary>
    Unix,

    /// <summary>Milliseconds.</summary>
    UnixMilliseconds,

    Rfc3339,
}
