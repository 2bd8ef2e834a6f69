namespace Vigil.Core.Enrichment.Assets.Import;

/// <summary>One row in the making, reused from row to row. The first fault stays; a row with a fault is never imported.</summary>
internal sealed class AssetRow
{
    private AssetField _seen;
    private int _scalars;

    public string? Id { get; private set; }

    public string? Name { get; private set; }

    public string? Owner { get; private set; }

    public string? Team { get; private set; }

    public string? Environment { get; private set; }

    public Criticality Criticality { get; private set; }

    public Exposure Exposure { get; private set; }

    public List<string> Tags { get; } = [];

    public List<(SnapshotKeyKind Kind, string Name)> Names { get; } = [];

    public List<(UInt128 Network, int Prefix)> Networks { get; } = [];

    /// <summary>Line that the row starts on, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>What is wrong, for a person; null when nothing is. Quotes no cell.</summary>
    public string? Fault { get; private set; }

    public void Start(long line)
    {
        (Id, Name, Owner, Team, Environment, Fault) = (null, null, null, null, null, null);
        (Criticality, Exposure, Line, _scalars) = (Criticality.Unknown, Exposure.Unknown, line, 0);
        Tags.Clear();
        Names.Clear();
        Networks.Clear();
    }

    public void Fail(string fault) => Fault ??= fault;

    /// <summary>Checks what no single cell tells.</summary>
    public void Finish()
    {
        if (Id is null)
        {
            Fail("id is missing");
        }
    }

    /// <summary>A cell of a list column holds several values, separated by semicolons.</summary>
    public void SetCell(AssetField field, string cell)
    {
        if (!AssetFields.IsList(field))
        {
            Set(field, cell);
            return;
        }

        foreach (var range in cell.AsSpan().Split(';'))
        {
            if (!cell.AsSpan(range).IsWhiteSpace())
            {
                Set(field, cell[range]);
            }
        }
    }

    /// <summary>Takes one value; blank is the same as absent.</summary>
    public void Set(AssetField field, string value)
    {
        value = value.Trim();
        _seen = field;
        if (value.Length == 0 || !IsSound(value))
        {
            return;
        }

        if (AssetFields.IsList(field))
        {
            Add(field, value);
            return;
        }

        if ((_scalars & (1 << (int)field)) != 0)
        {
            FailHere("stands twice");
        }

        _scalars |= 1 << (int)field;
        SetScalar(field, value);
    }

    private void SetScalar(AssetField field, string value)
    {
        switch (field)
        {
            case AssetField.Id:
                Id = value;
                break;
            case AssetField.Name:
                Name = value;
                break;
            case AssetField.Owner:
                Owner = value;
                break;
            case AssetField.Team:
                Team = value;
                break;
            case AssetField.Environment:
                Environment = value;
                break;
            case AssetField.Criticality:
                SetCriticality(value);
                break;
            default:
                SetExposure(value);
                break;
        }
    }

    private void Add(AssetField field, string value)
    {
        if (Names.Count + Networks.Count + Tags.Count == AssetImportLimits.MaxValuesPerRow)
        {
            FailHere($"is one more than the {AssetImportLimits.MaxValuesPerRow} values that a row can list");
            return;
        }

        switch (field)
        {
            case AssetField.Tags:
                Tags.Add(value);
                break;
            case AssetField.Ips:
                AddNetwork(IpText.TryParse(value, out var address), address, IpText.Bits, "holds no IP address");
                break;
            case AssetField.Cidrs:
                AddNetwork(IpText.TryParseCidr(value, out var network, out var prefix), network, prefix, "holds no CIDR range");
                break;
            case AssetField.Hostnames when IpText.TryParse(value, out var host):
                AddNetwork(true, host, IpText.Bits, "");
                break;
            default:
                AddName(KindOf(field), value);
                break;
        }
    }

    private void AddNetwork(bool valid, UInt128 network, int prefix, string fault)
    {
        if (!valid)
        {
            FailHere(fault);
            return;
        }

        Networks.Add((network, prefix));
    }

    private void AddName(SnapshotKeyKind kind, string value)
    {
        Span<byte> key = stackalloc byte[AssetKeyText.NameBytes(value)];
        if (AssetKeyText.WriteName(kind, value, key) == 0)
        {
            FailHere($"holds a name that is empty or longer than {AssetKeyText.MaxNameLength} characters");
            return;
        }

        Names.Add((kind, value));
    }

    private bool IsSound(string value)
    {
        if (value.Length > AssetImportLimits.MaxTextLength)
        {
            FailHere($"is longer than {AssetImportLimits.MaxTextLength} characters");
            return false;
        }

        foreach (var c in value)
        {
            // U+FFFD is what a decoder leaves of bytes that are no UTF-8; half a surrogate pair is no text either.
            if (char.IsControl(c) || c == '\uFFFD')
            {
                FailHere("holds a control character or broken UTF-8");
                return false;
            }
        }

        return true;
    }

    private void SetCriticality(string value)
    {
        Criticality = value.ToUpperInvariant() switch
        {
            "LOW" => Criticality.Low,
            "MEDIUM" => Criticality.Medium,
            "HIGH" => Criticality.High,
            "CRITICAL" => Criticality.Critical,
            _ => Criticality.Unknown,
        };
        if (Criticality == Criticality.Unknown)
        {
            FailHere("is none of low, medium, high, critical");
        }
    }

    private void SetExposure(string value)
    {
        Exposure = value.ToUpperInvariant() switch
        {
            "INTERNAL" => Exposure.Internal,
            "PARTNER" => Exposure.Partner,
            "INTERNET" => Exposure.Internet,
            _ => Exposure.Unknown,
        };
        if (Exposure == Exposure.Unknown)
        {
            FailHere("is none of internal, partner, internet");
        }
    }

    private void FailHere(string fault) => Fail($"{_seen} {fault}");

    private static SnapshotKeyKind KindOf(AssetField field) => field switch
    {
        AssetField.Hostnames => SnapshotKeyKind.Hostname,
        AssetField.ResourceIds => SnapshotKeyKind.ResourceId,
        AssetField.Repositories => SnapshotKeyKind.Repository,
        AssetField.Containers => SnapshotKeyKind.Container,
        _ => SnapshotKeyKind.Pod,
    };
}
