using System.Diagnostics.Metrics;
using System.Text.Json;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Metrics;

/// <summary>
/// The gateway's metrics; the meter is called <c>LiveParking.Gateway</c>. In Prometheus dots are underscores, and counters end with <c>_total</c>:
/// <c>liveparking_gateway_readings_total</c>.
/// </summary>
internal sealed class GatewayMeters : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "LiveParking.Gateway";

    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2, 5];

    private static readonly KeyValuePair<string, object?>[] Outcomes =
        [.. Enum.GetNames<ReadingOutcome>().Select(name => new KeyValuePair<string, object?>("outcome", JsonNamingPolicy.CamelCase.ConvertName(name)))];

    private readonly Meter _meter;
    private readonly Counter<long> _readings;
    private long _updatesSent;

    public GatewayMeters(IMeterFactory factory)
    {
        _meter = factory.Create(MeterName);
        Connections = _meter.CreateUpDownCounter<long>("liveparking.gateway.connections", "{connection}", "Open hub connections.");
        LocationFeeds = _meter.CreateUpDownCounter<long>("liveparking.gateway.location_feeds", "{feed}", "Locations whose status this gateway receives.");
        FrameFeeds = _meter.CreateUpDownCounter<long>("liveparking.gateway.frame_feeds", "{feed}", "Camera rungs that this gateway receives.");
        Watches = _meter.CreateUpDownCounter<long>("liveparking.gateway.watches", "{watch}", "Viewers of cameras, over hubs and MJPEG.");
        // Thousands a second: counted here and read only on a scrape.
        _meter.CreateObservableCounter("liveparking.gateway.updates.sent", () => Volatile.Read(ref _updatesSent), "{update}", "Level and camera statuses sent to hub connections.");
        UpdatesReplaced = _meter.CreateCounter<long>("liveparking.gateway.updates.replaced", "{update}", "Statuses that a newer one replaced before they were sent.");
        FramesReceived = _meter.CreateCounter<long>("liveparking.gateway.frames.received", "{frame}", "Frames received from cameras.");
        FramesSent = _meter.CreateCounter<long>("liveparking.gateway.frames.sent", "{frame}", "Frames sent to viewers.");
        FrameBytesSent = _meter.CreateCounter<long>("liveparking.gateway.frame.sent", "By", "Picture bytes sent to viewers.");
        FramesSkipped = _meter.CreateCounter<long>("liveparking.gateway.frames.skipped", "{frame}", "Frames that a newer one replaced before a viewer could take them.");
        FramesAcknowledged = _meter.CreateCounter<long>("liveparking.gateway.frames.acknowledged", "{ack}", "Acknowledgements that viewers sent.");
        _readings = _meter.CreateCounter<long>("liveparking.gateway.readings", "{reading}", "Readings taken, over whatever way in, by what became of them.");
        MqttMessages = _meter.CreateCounter<long>("liveparking.gateway.mqtt.messages", "{message}", "Messages of the MQTT broker: stored, refused, ignored, quarantined or dropped.");
        MqttBytes = _meter.CreateUpDownCounter<long>("liveparking.gateway.mqtt.under_way", "By", "Payload bytes of messages of the MQTT broker that are under way.");
        QuarantineDropped = _meter.CreateCounter<long>("liveparking.gateway.quarantine.dropped", "{message}", "Messages that a full quarantine dropped.");
        QuarantineReplays = _meter.CreateCounter<long>("liveparking.gateway.quarantine.replays", "{message}", "Messages replayed from quarantine: stored or failed.");
        MqttConnected = _meter.CreateUpDownCounter<long>("liveparking.gateway.mqtt.connected", "{connection}", "1 while the MQTT broker is connected.");
        Uplinks = _meter.CreateCounter<long>("liveparking.gateway.uplinks", "{uplink}", "Uplinks of sensor networks: mapped, ignored or refused.");
        FrameAckTime = _meter.CreateHistogram<double>(
            "liveparking.gateway.frame.ack.duration", "s", "Time from a frame to its acknowledgement.", advice: new() { HistogramBucketBoundaries = Seconds });
        FrameAgeWhenSent = _meter.CreateHistogram<double>(
            "liveparking.gateway.frame.age", "s", "Age of a frame, since its capture, when it is handed to a viewer's connection.",
            advice: new() { HistogramBucketBoundaries = Seconds });
        RungViewers = _meter.CreateUpDownCounter<long>("liveparking.gateway.rung.viewers", "{watch}", "Viewers of cameras by the rung that they get.");
        RungSteps = _meter.CreateCounter<long>("liveparking.gateway.rung.steps", "{step}", "Changes of a viewer's rung, up or down.");
        CallsRefused = _meter.CreateCounter<long>("liveparking.gateway.calls.refused", "{call}", "Calls refused because there were too many.");
        RequestsRefused = _meter.CreateCounter<long>(
            "liveparking.gateway.requests.refused", "{request}", "Requests refused by a limit: requests, connections, snapshots, mjpeg-streams, rejected-readings or short-connections.");
    }

    public UpDownCounter<long> Connections { get; }

    public UpDownCounter<long> LocationFeeds { get; }

    public UpDownCounter<long> FrameFeeds { get; }

    public UpDownCounter<long> Watches { get; }

    public Counter<long> UpdatesReplaced { get; }

    public Counter<long> FramesReceived { get; }

    public Counter<long> FramesSent { get; }

    public Counter<long> FrameBytesSent { get; }

    public Counter<long> FramesSkipped { get; }

    public Counter<long> FramesAcknowledged { get; }

    public Histogram<double> FrameAckTime { get; }

    public Histogram<double> FrameAgeWhenSent { get; }

    public UpDownCounter<long> RungViewers { get; }

    public Counter<long> RungSteps { get; }

    public Counter<long> MqttMessages { get; }

    public UpDownCounter<long> MqttConnected { get; }

    public UpDownCounter<long> MqttBytes { get; }

    public Counter<long> QuarantineDropped { get; }

    public Counter<long> QuarantineReplays { get; }

    public Counter<long> Uplinks { get; }

    public Counter<long> CallsRefused { get; }

    public Counter<long> RequestsRefused { get; }

    /// <summary>Counts a status sent to a hub connection.</summary>
    public void CountUpdateSent() => Interlocked.Increment(ref _updatesSent);

    /// <summary>Counts processed readings.</summary>
    /// <param name="results">The result of each; null when unknown.</param>
    public void CountReadings(IReadOnlyList<ReadingResult?> results)
    {
        Span<int> counts = stackalloc int[Outcomes.Length];
        foreach (var result in results)
        {
            if (result is not null)
                counts[(int)result.Outcome]++;
        }

        for (var outcome = 0; outcome < counts.Length; outcome++)
        {
            if (counts[outcome] > 0)
                _readings.Add(counts[outcome], Outcomes[outcome]);
        }
    }

    public void Dispose() => _meter.Dispose();
}
