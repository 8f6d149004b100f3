namespace LiveParking.Occupancy.Servers;

/// <summary>The levels of the location, in turn the ones that change.</summary>
internal static class Levels
{
    /// <summary>How many there are.</summary>
    public const int Count = 4;

    /// <summary>What stands before the number in the id of a level.</summary>
    public const string Prefix = "level-";
}
