using System.Runtime.InteropServices;

namespace LiveParking.Grains.History;

/// <summary>A minute of which the beginning has been summed up.</summary>
/// <param name="Minute">Which, in minutes since 1970.</param>
/// <param name="Known">Milliseconds of it of which something is known.</param>
/// <param name="Weighted">The occupancy by the milliseconds that it stood, summed up.</param>
/// <param name="Min">The fewest spots taken.</param>
/// <param name="Max">The most.</param>
/// <param name="Total">Spots that can be used.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OpenMinute(long Minute, long Known, double Weighted, int Min, int Max, int Total)
{
    public Bucket ToBucket() => new(Min, Max, Min == Max ? Min : Math.Clamp(Weighted / Known, Min, Max), Total);

    public OpenMinute With(int occupied, int total, long milliseconds) => Known == 0
        ? new OpenMinute(Minute, milliseconds, (double)occupied * milliseconds, occupied, occupied, total)
        : new OpenMinute(
            Minute, Known + milliseconds, Weighted + ((double)occupied * milliseconds), Math.Min(Min, occupied), Math.Max(Max, occupied), total);
}
