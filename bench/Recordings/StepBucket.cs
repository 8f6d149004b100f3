using System.Runtime.InteropServices;

namespace LiveParking.Recordings;

/// <summary>The occupancy within a stretch of time.</summary>
/// <param name="At">When it begins.</param>
/// <param name="Min">The fewest cars.</param>
/// <param name="Mean">The mean, by the time that each number stood.</param>
/// <param name="Max">The most cars.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StepBucket(DateTimeOffset At, int Min, double Mean, int Max);
