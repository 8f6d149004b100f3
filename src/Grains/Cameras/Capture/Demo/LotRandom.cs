using System.Text;

namespace LiveParking.Grains.Cameras.Capture.Demo;

/// <summary>Random numbers that a name and a purpose fix, so that a lot looks the same each time it is shown.</summary>
internal static class LotRandom
{
    /// <summary>Numbers of their own for each purpose, so that one more of one kind does not change another kind.</summary>
    public static Random For(string name, string purpose)
    {
        // FNV-1a, 32 bits; string.GetHashCode differs from process to process.
        var hash = Encoding.UTF8.GetBytes($"{name}/{purpose}").Aggregate(2166136261u, (h, b) => unchecked((h ^ b) * 16777619u));
        return new Random((int)(hash & 0x7FFFFFFF));
    }

    /// <summary>A number between two others.</summary>
    public static double Between(this Random random, double low, double high) => low + ((high - low) * random.NextDouble());
}
