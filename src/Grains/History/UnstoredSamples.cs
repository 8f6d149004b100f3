using LiveParking.Grains.Interfaces.History;

namespace LiveParking.Grains.History;

/// <summary>The newest samples recorded since the last write. They can be recorded again on top of another activation's stored state.</summary>
internal sealed class UnstoredSamples
{
    /// <summary>Minimum number kept when more arrive; as many as a level's feed keeps.</summary>
    public const int MinKeptSamples = 4_096;

    private readonly List<OccupancySample> _samples = [];
    private long _first;

    /// <summary>The samples, in order of arrival.</summary>
    public IReadOnlyList<OccupancySample> Samples => _samples;

    /// <summary>Identifies the end of the samples added so far.</summary>
    public long End => _first + _samples.Count;

    public void Add(IReadOnlyList<OccupancySample> samples)
    {
        _samples.AddRange(samples);
        if (_samples.Count > 2 * MinKeptSamples)
            Remove(_samples.Count - MinKeptSamples);
    }

    /// <summary>All samples up to an earlier <see cref="End"/> are stored.</summary>
    public void Stored(long end) => Remove((int)Math.Clamp(end - _first, 0, _samples.Count));

    public void Clear() => Remove(_samples.Count);

    private void Remove(int count)
    {
        _samples.RemoveRange(0, count);
        _first += count;
    }
}
