using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Storage;

namespace LiveParking.Grains.Levels.Sensors;

/// <summary>
/// The stored sensors and anomalies of a level: separate from the level's own state, and written up to 5 s late.
/// </summary>
internal sealed record SensorsState : IMergedState<SensorsState>
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>Identifies the write that stored it; null when an earlier build did.</summary>
    public long? Mark { get; init; }

    /// <summary>By the sensor's id.</summary>
    public ImmutableDictionary<string, SensorStatistics> Sensors { get; init; } = ImmutableDictionary<string, SensorStatistics>.Empty;

    /// <summary>Oldest first.</summary>
    public ImmutableList<LevelAnomaly> Anomalies { get; init; } = [];

    /// <summary>The sensors with an accepted reading.</summary>
    public IEnumerable<string> AcceptedSensors() => Sensors.Where(sensor => sensor.Value.Accepted > 0).Select(sensor => sensor.Key);

    /// <summary>Whether a reading of a sensor was accepted, as far as the statistics go back.</summary>
    public bool HasAccepted(string sensorId) => Sensors.TryGetValue(sensorId, out var sensor) && sensor.Accepted > 0;

    /// <inheritdoc/>
    public SensorsState WithMark(long mark) => this with { Mark = mark };

    /// <inheritdoc/>
    public SensorsState MergedInto(SensorsState theirs)
    {
        var newer = Sensors.Where(sensor => !theirs.Sensors.TryGetValue(sensor.Key, out var other) || sensor.Value.LastSeen > other.LastSeen).ToList();
        var anomalies = Anomalies.Where(anomaly => IsNews(anomaly, theirs)).ToList();
        if (newer.Count == 0 && anomalies.Count == 0)
            return theirs;
        return theirs with
        {
            Sensors = theirs.Sensors.SetItems(newer),
            Anomalies = [.. theirs.Anomalies
                .Where(known => !anomalies.Exists(anomaly => AreSame(anomaly, known)))
                .Concat(anomalies).OrderBy(anomaly => anomaly.At).TakeLast(SensorRules.MaxAnomalies)],
        };
    }

    /// <summary>
    /// Whether an anomaly is new to another activation. Silence of a sensor is not new when the other activation has seen it since.
    /// </summary>
    private bool IsNews(LevelAnomaly anomaly, SensorsState theirs)
    {
        if (theirs.Anomalies.Exists(known => AreSame(anomaly, known) && known.At >= anomaly.At))
            return false;
        return anomaly is not { Kind: AnomalyKind.Silent, SensorId: { } id }
            || !theirs.Sensors.TryGetValue(id, out var other)
            || (Sensors.TryGetValue(id, out var own) && own.LastSeen >= other.LastSeen);
    }

    private static bool AreSame(LevelAnomaly one, LevelAnomaly other) =>
        one.Kind == other.Kind && one.SensorId == other.SensorId && one.FirstAt == other.FirstAt;
}
