namespace LiveParking.Occupancy.Phones;

/// <summary>Names one status of one level: versions are those of a level, and two levels may have the same.</summary>
internal static class UpdateKey
{
    /// <summary>How many levels there are.</summary>
    public const int Levels = 4;

    /// <summary>What stands before the number in the id of a level.</summary>
    public const string Prefix = "level-";

    public static long Of(int level, long version) => (version * Levels) + level;
}
