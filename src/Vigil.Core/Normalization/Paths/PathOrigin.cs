namespace Vigil.Core.Normalization.Paths;

/// <summary>Where a path begins.</summary>
internal enum PathOrigin
{
    /// <summary>The record, or the element that an <c>each</c> stands at.</summary>
    Current,

    /// <summary><c>$</c>: the whole body.</summary>
    Root,

    /// <summary><c>^</c>: what encloses the record or element; <c>^^</c>: what encloses that, and so on.</summary>
    Outer,
}
