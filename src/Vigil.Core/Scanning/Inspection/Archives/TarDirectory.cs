namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>
/// The entries of a tar file, one after the other. The framework's reader throws all kinds of exceptions at damaged ones, knows no sparse files, and
/// keeps to itself where two unpackers would disagree.
/// </summary>
internal sealed class TarDirectory(Stream file)
{
    /// <summary>Longest extended header, or long name.</summary>
    private const int MaxExtension = 64 * 1024;

    private long _at;

    /// <summary>After the last entry: the end is marked, and nothing is behind it.</summary>
    public bool IsWhole { get; private set; }

    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public async ValueTask<TarEntry?> NextAsync(CancellationToken cancellationToken)
    {
        var pax = default(TarPax);
        while (await ReadHeaderAsync(cancellationToken) is { } header)
        {
            switch (header.Type)
            {
                case 'L':
                    pax = pax with { Name = EntryName.Of(TarHeader.Text(await ReadAsync(header.Size, cancellationToken))) };
                    break;
                case 'K':
                    pax = pax with { LinkName = EntryName.Of(TarHeader.Text(await ReadAsync(header.Size, cancellationToken))) };
                    break;
                case 'x' or 'X':
                    pax = TarPax.Read(await ReadAsync(header.Size, cancellationToken));
                    break;
                case 'g':
                    Require(!TarPax.Read(await ReadAsync(header.Size, cancellationToken)).Matters);
                    break;
                default:
                    return Take(header, pax);
            }
        }

        return null;
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new InvalidDataException("The tar file is damaged.");
        }
    }

    private TarEntry Take(TarHeader header, TarPax pax)
    {
        var size = pax.Size ?? header.Size;
        var entry = new TarEntry(
            pax.Name ?? header.Name, pax.LinkName ?? header.LinkName, header.Type, _at, size,
            pax.IsSparse || header.Type == 'S', HasTwoSizes: size <= TarHeader.MaxOctal && size != header.Size);
        Skip(entry.HasContent ? size : 0);
        return entry;
    }

    private async ValueTask<TarHeader?> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        if (_at == file.Length)
        {
            return null;
        }

        Require(_at <= file.Length - TarHeader.Length);
        var block = new byte[TarHeader.Length];
        file.Position = _at;
        await file.ReadExactlyAsync(block, cancellationToken);
        if (!block.AsSpan().ContainsAnyExcept((byte)0))
        {
            IsWhole = await IsZeroToTheEndAsync(cancellationToken);
            return null;
        }

        _at += TarHeader.Length;
        return TarHeader.Read(block);
    }

    private async ValueTask<byte[]> ReadAsync(long size, CancellationToken cancellationToken)
    {
        Require(size <= MaxExtension && size <= file.Length - _at);
        var bytes = new byte[size];
        file.Position = _at;
        await file.ReadExactlyAsync(bytes, cancellationToken);
        Skip(size);
        return bytes;
    }

    private void Skip(long size)
    {
        Require(size <= file.Length - _at);
        _at = Math.Min(file.Length, _at + ((size + TarHeader.Length - 1) / TarHeader.Length * TarHeader.Length));
    }

    private async ValueTask<bool> IsZeroToTheEndAsync(CancellationToken cancellationToken)
    {
        var bytes = new byte[64 * 1024];
        int count;
        while ((count = await file.ReadAsync(bytes, cancellationToken)) > 0)
        {
            if (bytes.AsSpan(0, count).ContainsAnyExcept((byte)0))
            {
                return false;
            }
        }

        return true;
    }
}
