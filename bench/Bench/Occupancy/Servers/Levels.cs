namespace LiveParking.Bench.Occupancy.Servers;

/// <summary>The levels of the location, in turn the ones that change.</summary>
internal static class Levels
{
    /// <summary>Number of levels.</summary>
    public const int Count = 4;

    /// <summary>Prefix of the number in the id of a level.</summary>
    public const string Prefix = "level-";
}
