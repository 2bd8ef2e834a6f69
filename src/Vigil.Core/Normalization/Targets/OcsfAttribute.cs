using System.Collections;
using System.Text.Json.Serialization.Metadata;
using Vigil.Core.Ocsf;

namespace Vigil.Core.Normalization.Targets;

/// <summary>
/// One attribute of an OCSF object: what it takes and how it is set. Getters and setters are those that the JSON source generator wrote, so that the
/// table of attributes is the classes themselves and no reflection happens after loading.
/// </summary>
internal sealed class OcsfAttribute
{
    private static readonly string[] s_longTexts = ["desc", "message", "cmd_line", "comment", "risk_details", "status_detail"];
    private readonly JsonPropertyInfo _property;
    private readonly Type? _item;
    private readonly Lazy<OcsfShape?> _shape;

    public OcsfAttribute(string owner, JsonPropertyInfo property)
    {
        _property = property;
        Name = property.Name;
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        _item = type.IsGenericType ? type.GetGenericArguments()[0] : null;
        Enum = OcsfEnums.Find($"{owner}.{Name}");
        Kind = KindOf(type, _item, Name, Enum is not null);
        _shape = new(() => Kind is AttributeKind.Object or AttributeKind.Objects ? OcsfShape.Of(_item ?? type) : null);
        MaxChars = Name == "title" ? FindingLimits.Title : s_longTexts.Contains(Name) ? FindingLimits.LongText : FindingLimits.Text;
        Observable = ObservableTypes.Of(owner, Name);
    }

    public string Name { get; }

    public AttributeKind Kind { get; private set; }

    public OcsfEnum? Enum { get; private set; }

    /// <summary>Of a <see cref="AttributeKind.Caption"/> the enumeration beside it, and of an enumeration its caption.</summary>
    public OcsfAttribute? Sibling { get; private set; }

    /// <summary>Of the object, or of the elements of the list.</summary>
    public OcsfShape? Shape => _shape.Value;

    public int MaxChars { get; }

    /// <summary>Type of the observable that a value of this attribute is; null when it is none.</summary>
    public int? Observable { get; }

    public bool IsList => _item is not null;

    public object? Get(object target) => _property.Get!(target);

    public void Set(object target, object? value) => _property.Set!(target, value);

    public IList CreateList() => (IList)OcsfJson.Default.GetTypeInfo(_property.PropertyType)!.CreateObject!();

    /// <summary>Ties an enumeration to the attribute with its caption.</summary>
    public void Pair(OcsfAttribute caption)
    {
        Sibling = caption;
        if (Kind == AttributeKind.Enum)
        {
            caption.Kind = AttributeKind.Caption;
            caption.Sibling = this;
            caption.Enum = Enum;
        }
    }

    private static AttributeKind KindOf(Type type, Type? item, string name, bool isEnum) => type switch
    {
        _ when item == typeof(string) => AttributeKind.Texts,
        _ when item == typeof(int) => AttributeKind.Enums,
        _ when item is not null => AttributeKind.Objects,
        _ when type == typeof(string) => name switch { "ip" => AttributeKind.Ip, "mac" => AttributeKind.Mac, _ => AttributeKind.Text },
        _ when type == typeof(int) => isEnum ? AttributeKind.Enum : name == "port" ? AttributeKind.Port : AttributeKind.Int,
        _ when type == typeof(long) => name == "time" || name.EndsWith("_time", StringComparison.Ordinal) ? AttributeKind.Time : AttributeKind.Long,
        _ when type == typeof(double) => AttributeKind.Double,
        _ when type == typeof(bool) => AttributeKind.Bool,
        _ when type == typeof(RawJson) => AttributeKind.Json,
        _ => AttributeKind.Object,
    };
}
