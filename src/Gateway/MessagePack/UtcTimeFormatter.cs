using System.Globalization;
using LiveParking.Grains.Interfaces;
using MessagePack;
using MessagePack.Formatters;

namespace LiveParking.Gateway.MessagePack;

/// <summary>Times as the same ISO-8601 text as in JSON.</summary>
internal sealed class UtcTimeFormatter : IMessagePackFormatter<DateTimeOffset>
{
    /// <inheritdoc/>
    public void Serialize(ref MessagePackWriter writer, DateTimeOffset value, MessagePackSerializerOptions options) =>
        writer.Write(UtcTime.Format(value));

    /// <inheritdoc/>
    public DateTimeOffset Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        DateTimeOffset.TryParse(reader.ReadString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new MessagePackSerializationException("This is no ISO-8601 time.");
}
