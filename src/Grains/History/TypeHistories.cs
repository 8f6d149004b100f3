using LiveParking.Grains.Interfaces.History;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.Extensions.Logging;

namespace LiveParking.Grains.History;

/// <summary>
/// The histories of a level's types of spots: each has the form of the level's own, and gets a sample when its number changes, or before the one it has expires. Used on the level's
/// scheduler only.
/// </summary>
/// <param name="level">The level.</param>
/// <param name="grains">Gives the histories.</param>
/// <param name="timeProvider">The clock of the feeds.</param>
/// <param name="logger">Logs failures of the feeds.</param>
internal sealed class TypeHistories(LevelKey level, IGrainFactory grains, TimeProvider timeProvider, ILogger logger)
{
    private readonly Dictionary<string, Series> _series = new(StringComparer.Ordinal);

    /// <summary>The level's number was counted, corrected or ended.</summary>
    /// <param name="types">The types whose histories may go on: none of a level that counts in another way.</param>
    /// <param name="byType">The spots of each type; null when they do not add up to the level.</param>
    /// <param name="sample">The sample of the level.</param>
    public void Add(IEnumerable<string> types, IReadOnlyDictionary<string, Spots>? byType, OccupancySample sample)
    {
        // A history that goes on from before this activation may have to end too.
        foreach (var type in types)
            Of(type);

        if (sample.Known && byType is not null)
        {
            foreach (var (type, spots) in byType)
                Of(type).Add(sample with { Occupied = spots.Occupied, Total = spots.Total });
        }

        foreach (var (type, series) in _series)
        {
            if (!sample.Known || byType?.ContainsKey(type) != true)
                series.End(sample);
        }
    }

    /// <summary>Completes when the added samples have been sent, or could not be.</summary>
    public Task FlushAsync() => Task.WhenAll(_series.Values.Select(series => series.Feed.FlushAsync()));

    /// <summary>Removes the histories of these types; false when there were none.</summary>
    /// <exception cref="Interfaces.StoreUnavailableException">The store did not accept the change; the caller must retry.</exception>
    public async Task<bool> RemoveAsync(IEnumerable<string> types)
    {
        var any = false;
        foreach (var type in types.Union(_series.Keys, StringComparer.Ordinal).ToList())
        {
            if (_series.Remove(type, out var series))
                await series.Feed.ForgetAsync();
            any |= await Recorder(type).RemoveAsync();
        }

        return any;
    }

    private Series Of(string type)
    {
        if (!_series.TryGetValue(type, out var series))
            _series.Add(type, series = new Series(new HistoryFeed(Recorder(type), timeProvider, logger)));
        return series;
    }

    private ILevelHistoryRecorder Recorder(string type) => grains.GetGrain<ILevelHistoryRecorder>(new HistoryKey(level, type).ToString());

    /// <summary>One type.</summary>
    private sealed class Series(HistoryFeed feed)
    {
        private OccupancySample? _last;

        public HistoryFeed Feed => feed;

        public void Add(OccupancySample sample)
        {
            if (_last is { Known: true } last && sample with { At = last.At } == last && sample.At >= last.At && sample.At - last.At < (last.HoldsFor ?? OccupancySample.DefaultHold) / 2)
                return;
            _last = sample;
            feed.Add(sample);
        }

        /// <summary>From now on the number of the type is not known.</summary>
        public void End(OccupancySample sample)
        {
            if (_last is not { Known: false })
                Add(sample with { Occupied = _last?.Occupied ?? 0, Total = _last?.Total ?? sample.Total, Known = false, Status = OccupancyStatus.Unknown });
        }
    }
}
