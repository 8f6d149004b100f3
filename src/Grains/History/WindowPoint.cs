using System.Runtime.InteropServices;

namespace LiveParking.Grains.History;

/// <summary>A sample in the open window: the occupancy from a moment on.</summary>
/// <param name="At">From when on, in milliseconds since 1970.</param>
/// <param name="Until">To when it stands if nothing follows.</param>
/// <param name="Occupied">Spots taken.</param>
/// <param name="Total">Spots that can be used.</param>
/// <param name="Known">Whether anybody knows.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WindowPoint(long At, long Until, int Occupied, int Total, bool Known);
