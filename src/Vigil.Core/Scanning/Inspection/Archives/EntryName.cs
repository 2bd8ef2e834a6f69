using System.Text;
using System.Text.Unicode;

namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>Names of entries, of which no archive tells the encoding for sure: no two different ones may become one.</summary>
internal static class EntryName
{
    public static string Of(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
}
