using System.Runtime.InteropServices;

namespace LiveParking.Grains.History;

/// <summary>A sample in the open window: the occupancy from a moment on.</summary>
/// <param name="At">Start time, in milliseconds since 1970.</param>
/// <param name="Until">End of its validity when no sample follows.</param>
/// <param name="Occupied">Occupied spots.</param>
/// <param name="Total">Usable spots.</param>
/// <param name="Known">Whether the occupancy is known.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WindowPoint(long At, long Until, int Occupied, int Total, bool Known);
