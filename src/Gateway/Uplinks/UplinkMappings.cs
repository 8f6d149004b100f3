using System.Text.Json;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Metrics;
using LiveParking.Gateway.Mqtt;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Uplinks;

/// <summary>The mappings of this gateway.</summary>
internal sealed partial class UplinkMappings
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32 };

    private readonly IReadOnlyList<UplinkMapping> _mappings;
    private readonly GatewayMeters _meters;
    private readonly ILogger<UplinkMappings> _logger;
    private readonly LogRate _ignored;

    /// <exception cref="MappingException">The mapping file is invalid.</exception>
    public UplinkMappings(IOptions<UplinkOptions> options, GatewayMeters meters, TimeProvider timeProvider, ILogger<UplinkMappings> logger)
    {
        _mappings = options.Value.MappingsFile is { } file ? MappingFile.Read(file) : [];
        (_meters, _logger, _ignored) = (meters, logger, new LogRate(timeProvider));
        Topics = [.. _mappings.SelectMany(mapping => mapping.Topics).Distinct()];
    }

    /// <summary>The topics of all mappings.</summary>
    public IReadOnlyList<string> Topics { get; }

    /// <summary>Maps a broker message by the first mapping of its topic that accepts it.</summary>
    /// <exception cref="ApiException">The message is not JSON.</exception>
    public MappedUplink MapTopic(string topic, ReadOnlyMemory<byte> uplink) =>
        Map(uplink, _mappings.Where(mapping => mapping.Topics.Any(filter => MqttTopic.Matches(filter, topic))), topic);

    /// <summary>Maps an uplink by the mapping with this name; null when there is no such mapping.</summary>
    /// <exception cref="ApiException">The uplink is not JSON.</exception>
    public MappedUplink? MapNamed(string name, ReadOnlyMemory<byte> uplink) =>
        _mappings.FirstOrDefault(mapping => mapping.Name == name) is { } mapping ? Map(uplink, [mapping], name) : null;

    private MappedUplink Map(ReadOnlyMemory<byte> uplink, IEnumerable<UplinkMapping> mappings, string from)
    {
        try
        {
            using var json = JsonDocument.Parse(uplink, Strict);
            var mapped = new MappedUplink(null, "No mapping takes it.");
            foreach (var mapping in mappings)
            {
                mapped = mapping.Map(json.RootElement);
                if (mapped.Readings is not null)
                    break;
            }

            Count(mapped.Readings is null ? "ignored" : "mapped");
            if (mapped.Ignored is { } reason && _ignored.TryTake(out var leftOut))
                Log.Ignored(_logger, from.Length <= 200 ? from : from[..200], reason, leftOut);
            return mapped;
        }
        catch (JsonException exception)
        {
            Count("refused");
            throw ApiErrors.Malformed(exception);
        }
        catch (InvalidOperationException)
        {
            Count("refused");
            throw ApiErrors.NotUnicode();
        }
    }

    private void Count(string outcome) => _meters.Uplinks.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "An uplink of {From} is ignored: {Reason} ({LeftOut} more were since the last such line.)")]
        public static partial void Ignored(ILogger logger, string from, string reason, int leftOut);
    }
}
