namespace Vigil.Core.Normalization.Json;

/// <summary>What is known about a node of a <see cref="JsonTree"/>.</summary>
[Flags]
internal enum JsonMarks : byte
{
    None = 0,

    /// <summary>The text holds escape sequences.</summary>
    Escaped = 1,

    /// <summary>The name holds escape sequences; the tree keeps it as it reads without them.</summary>
    NameEscaped = 2,

    /// <summary>A mapping took it and all that is in it.</summary>
    Read = 4,

    /// <summary>It, or something in it, was read, redacted or unpacked, so that it cannot be copied as a whole.</summary>
    Touched = 8,

    /// <summary>Never shown, stored or hashed.</summary>
    Redacted = 16,

    /// <summary>A later member of the same object has the same name and hides it.</summary>
    Hidden = 32,
}
