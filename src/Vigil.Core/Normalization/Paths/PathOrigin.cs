namespace Vigil.Core.Normalization.Paths;

/// <summary>Where a path begins.</summary>
internal enum PathOrigin
{
    /// <summary>The record, or the element that an <c>each</c> stands at.</summary>
    Current,

    /// <summary><c>$</c>: the whole body.</summary>
    Root,

    /// <summary><c>^</c>: what encloses the current element.</summary>
    Outer,
}
