using System.Text;

namespace LiveParking.Demo.Lots;

/// <summary>Random numbers determined by a name and a purpose, so that a lot always looks the same.</summary>
internal static class LotRandom
{
    /// <summary>Each purpose has its own numbers, so that an extra draw for one purpose does not change another.</summary>
    public static Random For(string name, string purpose)
    {
        // FNV-1a, 32 bits; string.GetHashCode differs from process to process.
        var hash = Encoding.UTF8.GetBytes($"{name}/{purpose}").Aggregate(2166136261u, (h, b) => unchecked((h ^ b) * 16777619u));
        return new Random((int)(hash & 0x7FFFFFFF));
    }

    /// <summary>A number between two others.</summary>
    public static double Between(this Random random, double low, double high) => low + ((high - low) * random.NextDouble());
}
