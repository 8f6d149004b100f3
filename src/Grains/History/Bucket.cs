using System.Runtime.InteropServices;

namespace LiveParking.Grains.History;

/// <summary>The occupancy within a minute or within an hour.</summary>
/// <param name="Min">The lowest number of occupied spots.</param>
/// <param name="Max">The highest number of occupied spots.</param>
/// <param name="Mean">The mean over the known time.</param>
/// <param name="Total">Usable spots at its end.</param>
/// <param name="Minutes">Number of known minutes: 1 for a minute, 1 to 60 for an hour.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Bucket(int Min, int Max, double Mean, int Total, int Minutes = 1)
{
    /// <summary>Whether the occupancy was the same all the time.</summary>
    public bool IsFlat => Min == Max;

    /// <summary>Merges this bucket with a later one. Each known minute has the same weight.</summary>
    public Bucket With(Bucket later) => new(
        Math.Min(Min, later.Min),
        Math.Max(Max, later.Max),
        ((Mean * Minutes) + (later.Mean * later.Minutes)) / (Minutes + later.Minutes),
        later.Total,
        Minutes + later.Minutes);
}
