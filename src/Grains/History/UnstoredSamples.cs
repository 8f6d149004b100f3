using LiveParking.Grains.Interfaces.History;

namespace LiveParking.Grains.History;

/// <summary>The newest samples that were recorded since the last write, so that they can be recorded again on what another activation has stored.</summary>
internal sealed class UnstoredSamples
{
    /// <summary>So many are kept at least when more come; as many as a level's feed keeps.</summary>
    public const int Kept = 4_096;

    private readonly List<OccupancySample> _samples = [];
    private long _first;

    /// <summary>The samples, in the order in which they came.</summary>
    public IReadOnlyList<OccupancySample> Samples => _samples;

    /// <summary>Names the end of what was added so far.</summary>
    public long End => _first + _samples.Count;

    public void Add(IReadOnlyList<OccupancySample> samples)
    {
        _samples.AddRange(samples);
        if (_samples.Count > 2 * Kept)
            Remove(_samples.Count - Kept);
    }

    /// <summary>All up to an <see cref="End"/> of before are stored.</summary>
    public void Stored(long end) => Remove((int)Math.Clamp(end - _first, 0, _samples.Count));

    public void Clear() => Remove(_samples.Count);

    private void Remove(int count)
    {
        _samples.RemoveRange(0, count);
        _first += count;
    }
}
