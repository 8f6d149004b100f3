using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LiveParking.Grains.Interfaces;
using MessagePack;
using MessagePack.Formatters;

namespace LiveParking.Gateway.MessagePack;

/// <summary>
/// A type of the wire as its JSON form says: a record is a map with the same names and order, an enum a word, a time a text; bytes are binary. Null
/// fields are left out, as in JSON. Unknown fields are skipped, because a newer sender may have more.
/// </summary>
/// <typeparam name="T">The type.</typeparam>
internal sealed class WireFormatter<T> : IMessagePackFormatter<T?>
{
    private readonly JsonTypeInfo _type = WireJson.Options.GetTypeInfo(typeof(T));

    /// <inheritdoc/>
    public void Serialize(ref MessagePackWriter writer, T? value, MessagePackSerializerOptions options)
    {
        if (value is null)
            writer.WriteNil();
        else if (_type.Kind == JsonTypeInfoKind.Object)
            WriteRecord(ref writer, value);
        else
            Write(ref writer, JsonSerializer.SerializeToElement(value, _type));
    }

    /// <inheritdoc/>
    public T? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil())
            return default;
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
            Copy(ref reader, writer, options.Security);
        return (T?)JsonSerializer.Deserialize(json.WrittenSpan, _type);
    }

    private void WriteRecord(ref MessagePackWriter writer, object record)
    {
        var present = 0;
        foreach (var property in _type.Properties)
            present += property.Get?.Invoke(record) is null ? 0 : 1;
        writer.WriteMapHeader(present);
        foreach (var property in _type.Properties)
        {
            if (property.Get?.Invoke(record) is not { } value)
                continue;
            writer.Write(property.Name);
            switch (value)
            {
                case string text:
                    writer.Write(text);
                    break;
                case int number:
                    writer.Write(number);
                    break;
                case long number:
                    writer.Write(number);
                    break;
                case double number:
                    writer.Write(number);
                    break;
                case byte[] bytes:
                    writer.Write(bytes);
                    break;
                default:
                    Write(ref writer, JsonSerializer.SerializeToElement(value, property.PropertyType, WireJson.Options));
                    break;
            }
        }
    }

    private static void Write(ref MessagePackWriter writer, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteMapHeader(json.GetPropertyCount());
                foreach (var property in json.EnumerateObject())
                {
                    writer.Write(property.Name);
                    Write(ref writer, property.Value);
                }

                break;
            case JsonValueKind.Array:
                writer.WriteArrayHeader(json.GetArrayLength());
                foreach (var element in json.EnumerateArray())
                    Write(ref writer, element);
                break;
            case JsonValueKind.String:
                writer.Write(json.GetString());
                break;
            case JsonValueKind.Number when json.TryGetInt64(out var whole):
                writer.Write(whole);
                break;
            case JsonValueKind.Number:
                writer.Write(json.GetDouble());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.Write(json.GetBoolean());
                break;
            default:
                writer.WriteNil();
                break;
        }
    }

    private static void Copy(ref MessagePackReader reader, Utf8JsonWriter json, MessagePackSecurity security)
    {
        security.DepthStep(ref reader);
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Nil:
                reader.ReadNil();
                json.WriteNullValue();
                break;
            case MessagePackType.Boolean:
                json.WriteBooleanValue(reader.ReadBoolean());
                break;
            case MessagePackType.Integer when reader.NextCode == MessagePackCode.UInt64:
                json.WriteNumberValue(reader.ReadUInt64());
                break;
            case MessagePackType.Integer:
                json.WriteNumberValue(reader.ReadInt64());
                break;
            case MessagePackType.Float when reader.ReadDouble() is var number && double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case MessagePackType.String:
                json.WriteStringValue(reader.ReadString());
                break;
            case MessagePackType.Binary:
                json.WriteBase64StringValue(reader.ReadBytes()?.ToArray());
                break;
            case MessagePackType.Array:
                json.WriteStartArray();
                for (var left = reader.ReadArrayHeader(); left > 0; left--)
                    Copy(ref reader, json, security);
                json.WriteEndArray();
                break;
            case MessagePackType.Map:
                json.WriteStartObject();
                for (var left = reader.ReadMapHeader(); left > 0; left--)
                {
                    json.WritePropertyName(reader.ReadString() ?? throw new MessagePackSerializationException("The name of a field is missing."));
                    Copy(ref reader, json, security);
                }

                json.WriteEndObject();
                break;
            default:
                throw new MessagePackSerializationException("The value has no form in JSON.");
        }

        reader.Depth--;
    }
}
