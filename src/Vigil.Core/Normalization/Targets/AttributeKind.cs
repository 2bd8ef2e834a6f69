namespace Vigil.Core.Normalization.Targets;

/// <summary>What an attribute takes.</summary>
internal enum AttributeKind
{
    Text,
    Ip,
    Mac,
    Time,
    Int,
    Long,
    Port,
    Double,
    Bool,

    /// <summary>A number out of an <see cref="OcsfEnum"/>; its caption goes into the sibling.</summary>
    Enum,

    /// <summary>The sibling of an enumeration.</summary>
    Caption,
    Enums,
    Texts,
    Json,
    Object,
    Objects,
}
