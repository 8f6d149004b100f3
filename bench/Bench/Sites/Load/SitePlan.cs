using System.Globalization;

namespace LiveParking.Bench.Sites.Load;

/// <summary>All levels by number, and how many cars each is to show by what was accepted.</summary>
internal sealed class SitePlan(int locations, int levels)
{
    /// <summary>Spots of each level.</summary>
    public const int Spots = 150;

    // Scatters the numbers over 0 to 150, the same in each run.
    private readonly int[] _occupied = [.. Enumerable.Range(0, locations * levels).Select(level => level * 37 % (Spots + 1))];

    public int Locations => locations;

    public int LevelsEach => levels;

    public int Levels => _occupied.Length;

    /// <summary>Cars on all levels.</summary>
    public long Occupied => _occupied.Sum(cars => (long)cars);

    /// <summary>Cars on one level.</summary>
    public int this[int level]
    {
        get => _occupied[level];
        set => _occupied[level] = value;
    }

    public static string Location(int location) => string.Create(CultureInfo.InvariantCulture, $"site-{location}");

    /// <summary>The location of a level.</summary>
    public string LocationOf(int level) => Location(level / levels);

    /// <summary>The id of a level in its location.</summary>
    public string LevelOf(int level) => string.Create(CultureInfo.InvariantCulture, $"level-{level % levels}");

    /// <summary>The counter of a level.</summary>
    public string SensorOf(int level) => $"counter-{LocationOf(level)}-{LevelOf(level)}";
}
