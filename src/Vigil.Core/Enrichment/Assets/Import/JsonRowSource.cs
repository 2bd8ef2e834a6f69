using System.Text.Json;

namespace Vigil.Core.Enrichment.Assets.Import;

/// <summary>Objects out of a JSON array or NDJSON. Members are strings or, for lists, arrays of strings; null is the same as absent.</summary>
internal sealed class JsonRowSource(Stream content) : AssetRowSource
{
    private readonly JsonObjectSplitter _objects = new(content);

    public override async ValueTask<bool> ReadAsync(AssetRow row, CancellationToken cancellationToken)
    {
        var json = await _objects.NextAsync(cancellationToken);
        if (json.IsEmpty)
        {
            Fatal = _objects.Fault is { } fault ? new BadRow(_objects.Line, fault) : null;
            return false;
        }

        row.Start(_objects.Line);
        try
        {
            Fill(row, json.Span);
        }
        catch (JsonException)
        {
            row.Fail("is no JSON object");
        }
        catch (InvalidOperationException)
        {
            // What Utf8JsonReader throws for a string of broken UTF-8 or of half a surrogate pair.
            row.Fail("holds a string that is no text");
        }

        return true;
    }

    private void Fill(AssetRow row, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            var field = AssetFields.Find(name);
            reader.Read();
            if (field == AssetField.Unknown)
            {
                Ignore(name);
                reader.Skip();
            }
            else
            {
                Take(row, field, ref reader);
            }
        }
    }

    private static void Take(AssetRow row, AssetField field, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when AssetFields.IsList(field):
                row.SetCell(field, reader.GetString()!);
                break;
            case JsonTokenType.String:
                row.Set(field, reader.GetString()!);
                break;
            case JsonTokenType.Null:
                break;
            case JsonTokenType.StartArray when AssetFields.IsList(field):
                TakeList(row, field, ref reader);
                break;
            default:
                row.Fail($"{field} is no string{(AssetFields.IsList(field) ? " and no array of strings" : "")}");
                reader.Skip();
                break;
        }
    }

    private static void TakeList(AssetRow row, AssetField field, ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                row.Set(field, reader.GetString()!);
            }
            else
            {
                row.Fail($"{field} holds something other than strings");
                reader.Skip();
            }
        }
    }
}
