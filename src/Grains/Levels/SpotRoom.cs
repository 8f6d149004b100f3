using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>How many spots a level knows at most, and which of them make room for a new one, while one batch is taken.</summary>
internal sealed class SpotRoom(LevelSettings settings, DateTimeOffset now)
{
    /// <summary>A level knows so many spots at least, whatever its capacity.</summary>
    private const int Fewest = 64;

    private Queue<string>? _silent;

    /// <summary>A further new spot needs one that makes room.</summary>
    public long Most { get; } = Math.Max(Fewest, 2L * settings.Capacity.Values.Sum());

    /// <summary>The spot that was heard longest ago, if that is 7 days or longer; null when there is none.</summary>
    public string? NextSilent(ImmutableDictionary<string, SpotState> spots)
    {
        _silent ??= new Queue<string>(
            spots.Where(spot => IsSilent(spot.Value)).OrderBy(spot => spot.Value.HeardAt).Select(spot => spot.Key));
        while (_silent.TryDequeue(out var id))
        {
            // It may have been heard in this batch.
            if (spots.TryGetValue(id, out var spot) && IsSilent(spot))
                return id;
        }

        return null;
    }

    private bool IsSilent(SpotState spot) => now.ToUnixTimeSeconds() - spot.HeardAt >= (long)ReadingMemory.Silence.TotalSeconds;
}
