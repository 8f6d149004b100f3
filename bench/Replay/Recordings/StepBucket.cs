using System.Runtime.InteropServices;

namespace LiveParking.Replay.Recordings;

/// <summary>The occupancy within an interval.</summary>
/// <param name="At">When it begins.</param>
/// <param name="Min">The fewest cars.</param>
/// <param name="Mean">The mean, weighted by the duration of each number.</param>
/// <param name="Max">The most cars.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StepBucket(DateTimeOffset At, int Min, double Mean, int Max);
