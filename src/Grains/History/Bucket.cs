using System.Runtime.InteropServices;

namespace LiveParking.Grains.History;

/// <summary>The occupancy within a minute or within an hour.</summary>
/// <param name="Min">The fewest spots taken.</param>
/// <param name="Max">The most.</param>
/// <param name="Mean">The mean over the time of which something is known.</param>
/// <param name="Total">Spots that could be used at its end.</param>
/// <param name="Minutes">Of how many minutes something is known: 1 for a minute, 1 to 60 for an hour.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Bucket(int Min, int Max, double Mean, int Total, int Minutes = 1)
{
    /// <summary>Whether the occupancy was the same all the time.</summary>
    public bool IsFlat => Min == Max;

    /// <summary>Both as one, the other one being later. Each known minute weighs the same.</summary>
    public Bucket With(Bucket later) => new(
        Math.Min(Min, later.Min),
        Math.Max(Max, later.Max),
        ((Mean * Minutes) + (later.Mean * later.Minutes)) / (Minutes + later.Minutes),
        later.Total,
        Minutes + later.Minutes);
}
