using System.Runtime.InteropServices;

namespace LiveParking.Grains.History;

/// <summary>A minute whose first part has been aggregated.</summary>
/// <param name="Minute">The minute, in minutes since 1970.</param>
/// <param name="Known">Milliseconds of it with a known occupancy.</param>
/// <param name="Weighted">Sum of each occupancy multiplied by its duration in milliseconds.</param>
/// <param name="Min">The lowest number of occupied spots.</param>
/// <param name="Max">The highest number of occupied spots.</param>
/// <param name="Total">Usable spots.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OpenMinute(long Minute, long Known, double Weighted, int Min, int Max, int Total)
{
    public Bucket ToBucket() => new(Min, Max, Min == Max ? Min : Math.Clamp(Weighted / Known, Min, Max), Total);

    public OpenMinute With(int occupied, int total, long milliseconds) => Known == 0
        ? new OpenMinute(Minute, milliseconds, (double)occupied * milliseconds, occupied, occupied, total)
        : new OpenMinute(
            Minute, Known + milliseconds, Weighted + ((double)occupied * milliseconds), Math.Min(Min, occupied), Math.Max(Max, occupied), total);
}
