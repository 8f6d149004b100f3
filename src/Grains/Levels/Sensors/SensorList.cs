using System.Collections.Immutable;

namespace LiveParking.Grains.Levels.Sensors;

/// <summary>
/// The recorded sensors, during one batch: as many as the level may know or knows, plus some that never had an accepted reading.
/// Those never replace the others.
/// </summary>
internal sealed class SensorList(ImmutableDictionary<string, SensorStatistics> before, SensorBound bound)
{
    private readonly ImmutableDictionary<string, SensorStatistics>.Builder _sensors = before.ToBuilder();
    private int _unaccepted;
    private bool _hasNew;

    /// <summary>The statistics of a sensor, empty for a new one; null for another one without an accepted reading when the batch has named too many.</summary>
    public SensorStatistics? Find(string id, bool isAccepted)
    {
        if (_sensors.TryGetValue(id, out var known))
            return known;
        _hasNew = true;
        return isAccepted || _unaccepted++ < SensorRules.MaxUnaccepted ? new SensorStatistics() : null;
    }

    public void Set(string id, SensorStatistics statistics) => _sensors[id] = statistics;

    /// <summary>All sensors; above the limit without those that were seen longest ago.</summary>
    public ImmutableDictionary<string, SensorStatistics> Trimmed()
    {
        if (!_hasNew)
            return _sensors.ToImmutable();
        var accepted = _sensors.Values.Count(statistics => statistics.Accepted > 0);
        Remove(_sensors.Count - accepted - SensorRules.MaxUnaccepted, isAccepted: false);
        Remove(accepted - bound.Healths, isAccepted: true);
        return _sensors.ToImmutable();
    }

    private void Remove(int count, bool isAccepted)
    {
        if (count > 0)
        {
            _sensors.RemoveRange(
                _sensors.Where(sensor => sensor.Value.Accepted > 0 == isAccepted).OrderBy(sensor => sensor.Value.LastSeen).Take(count).Select(sensor => sensor.Key).ToList());
        }
    }
}
