using System.Buffers;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Limits;
using LiveParking.Gateway.Readings;
using LiveParking.Gateway.Uplinks;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Mqtt;

/// <summary>Parses a message: readings of the level in its topic, or an uplink that a mapping turns into readings.</summary>
internal sealed class MessageReader(ReadingsIntake intake, UplinkMappings mappings, IOptions<GatewayOptions> options)
{
    /// <summary>All messages of the broker count as one sender.</summary>
    private static ClientKey Broker => default;

    /// <summary>Parses a message. It stores nothing.</summary>
    /// <exception cref="ApiException">It is malformed or too large.</exception>
    /// <exception cref="Grains.Interfaces.InvalidRequestException">An id in its topic is malformed.</exception>
    public ParsedMessage Read(string topic, in ReadOnlySequence<byte> payload)
    {
        if (payload.Length > options.Value.RequestBodyBytes)
            throw ApiErrors.TooLarge(options.Value.RequestBodyBytes);
        var bytes = payload.IsSingleSegment ? payload.First : payload.ToArray();
        return MqttTopic.IsReadings(topic) ? ReadReadings(topic, bytes) : ReadUplink(topic, bytes);
    }

    private ParsedMessage ReadReadings(string topic, ReadOnlyMemory<byte> payload)
    {
        var level = MqttTopic.LevelOf(topic);
        var batch = ReadingsReader.Read(payload.Span);
        return new ParsedMessage(
            batch, async cancel => ReadingsAnswerWriter.Write(batch, await intake.ReportAsync(level, batch, Broker, cancel)), MessageTarget.Of(level));
    }

    private ParsedMessage ReadUplink(string topic, ReadOnlyMemory<byte> payload)
    {
        var uplink = mappings.MapTopic(topic, payload);
        if (uplink.Readings is not { } readings)
            return ParsedMessage.Ignored(uplink.Ignored);
        var batch = ReadingsReader.ReadAddressed(readings.Span, _ => true);
        return new ParsedMessage(
            batch, async cancel => ReadingsAnswerWriter.Write(batch, await intake.ReportAsync(batch, Broker, cancel)), MessageTarget.Of(batch.Levels));
    }
}
