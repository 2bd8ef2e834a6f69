using System.Globalization;
using System.Text;

namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>What an extended header says of the next entry (POSIX.1-2001, "pax"); null: nothing.</summary>
internal readonly record struct TarPax(string? Name, string? LinkName, long? Size, bool IsSparse)
{
    /// <summary>Changes what an entry is, and not only its dates and owners.</summary>
    public bool Matters => Name is not null || LinkName is not null || Size is not null || IsSparse;

    /// <exception cref="InvalidDataException">It is no sequence of records <c>length key=value</c>.</exception>
    public static TarPax Read(ReadOnlySpan<byte> bytes)
    {
        var pax = default(TarPax);
        bytes = bytes.TrimEnd((byte)0);
        while (!bytes.IsEmpty)
        {
            var blank = bytes.IndexOf((byte)' ');
            if (blank < 1 || !int.TryParse(bytes[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= blank + 1 || length > bytes.Length)
            {
                throw new InvalidDataException("The tar file is damaged.");
            }

            pax = pax.With(bytes[(blank + 1)..length].TrimEnd((byte)'\n'));
            bytes = bytes[length..];
        }

        return pax;
    }

    private TarPax With(ReadOnlySpan<byte> record)
    {
        var equals = record.IndexOf((byte)'=');
        var (key, value) = equals < 1
            ? throw new InvalidDataException("The tar file is damaged.")
            : (Encoding.Latin1.GetString(record[..equals]), EntryName.Of(record[(equals + 1)..]));
        return key switch
        {
            "path" => this with { Name = value },
            "linkpath" => this with { LinkName = value },
            "size" => this with
            {
                Size = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                    ? size
                    : throw new InvalidDataException("The tar file is damaged."),
            },
            _ when key.StartsWith("GNU.sparse.", StringComparison.Ordinal) => this with { IsSparse = true },
            _ => this,
        };
    }
}
