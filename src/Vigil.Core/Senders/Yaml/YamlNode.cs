namespace Vigil.Core.Senders.Yaml;

/// <summary>A piece of a profile that knows its line.</summary>
internal abstract record YamlNode(int Line)
{
    /// <param name="Plain">Not quoted: <c>null</c>, <c>true</c> and numbers keep their YAML meaning only then.</param>
    public sealed record Scalar(int Line, string Value, bool Plain) : YamlNode(Line)
    {
        public bool IsNull => Plain && Value is "" or "~" or "null";
    }

    public sealed record Sequence(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line);

    /// <summary>In the order of the file; keys are unique.</summary>
    public sealed record Mapping(int Line, IReadOnlyList<KeyValuePair<Scalar, YamlNode>> Entries) : YamlNode(Line);

    public string Kind => this switch
    {
        Scalar => "a value",
        Sequence => "a list",
        _ => "a mapping",
    };
}
