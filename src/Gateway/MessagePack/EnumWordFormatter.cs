using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using MessagePack;
using MessagePack.Formatters;

namespace LiveParking.Gateway.MessagePack;

/// <summary>Enums as the same words as in JSON: <c>almostFull</c>.</summary>
internal sealed class EnumWordFormatter<T> : IMessagePackFormatter<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, byte[]> Words = Enum.GetValues<T>()
        .ToFrozenDictionary(value => value, value => Encoding.UTF8.GetBytes(JsonNamingPolicy.CamelCase.ConvertName(value.ToString())));

    private static readonly FrozenDictionary<string, T> Values = Words.ToFrozenDictionary(
        pair => Encoding.UTF8.GetString(pair.Value), pair => pair.Key, StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options) => writer.WriteString(Words[value]);

    /// <inheritdoc/>
    public T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        reader.ReadString() is { } word && Values.TryGetValue(word, out var value)
            ? value
            : throw new MessagePackSerializationException($"This is no word for {typeof(T).Name}.");
}
