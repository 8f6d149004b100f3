using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>The spot limit of a level, and which spot makes room for a new one, during one batch.</summary>
internal sealed class SpotRoom(LevelSettings settings, DateTimeOffset now)
{
    /// <summary>Minimum spot limit, whatever the capacity.</summary>
    private const int MinSpots = 64;

    private Queue<string>? _silent;

    /// <summary>The limit. Above it, a new spot must replace a silent one.</summary>
    public long MaxSpots { get; } = Math.Max(MinSpots, 2L * settings.Capacity.Values.Sum());

    /// <summary>The spot seen longest ago, if that is 7 days or longer; null when there is none.</summary>
    public string? NextSilent(ImmutableDictionary<string, SpotState> spots)
    {
        _silent ??= new Queue<string>(
            spots.Where(spot => IsSilent(spot.Value)).OrderBy(spot => spot.Value.HeardAt).Select(spot => spot.Key));
        while (_silent.TryDequeue(out var id))
        {
            // It may have been seen in this batch.
            if (spots.TryGetValue(id, out var spot) && IsSilent(spot))
                return id;
        }

        return null;
    }

    private bool IsSilent(SpotState spot) => now.ToUnixTimeSeconds() - spot.HeardAt >= (long)ReadingMemory.Silence.TotalSeconds;
}
