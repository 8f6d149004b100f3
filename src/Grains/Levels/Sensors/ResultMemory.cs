namespace LiveParking.Grains.Levels.Sensors;

/// <summary>The memory for results of sensors, of all levels of a silo together. Thread-safe.</summary>
/// <param name="maxBytes">The limit.</param>
internal sealed class ResultMemory(long maxBytes = ResultMemory.DefaultMaxBytes)
{
    private const long DefaultMaxBytes = 128 * 1024 * 1024;
    private long _used;

    /// <summary>Takes memory, also above the limit.</summary>
    /// <param name="bytes">How much; negative when it is given back.</param>
    /// <returns>Whether the limit is exceeded: then the level has to give some back.</returns>
    public bool Take(long bytes) => Interlocked.Add(ref _used, bytes) > maxBytes;
}
