namespace LiveParking.Standalone;

/// <summary>What is where in the folder of <c>--data</c>.</summary>
internal static class DataFolder
{
    /// <summary>The folder of the keys that sign tokens.</summary>
    public static string Keys(string dataFolder) => Path.Combine(dataFolder, "keys");

    /// <summary>The folder of the embedded store.</summary>
    public static string Store(string dataFolder) => Path.Combine(dataFolder, "store");
}
