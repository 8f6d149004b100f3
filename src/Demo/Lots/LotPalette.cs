using OpenCvSharp;

namespace LiveParking.Demo.Lots;

/// <summary>The colours of a lot, as blue, green, red from 0 to 255.</summary>
/// <param name="Aisle">The floor of aisles.</param>
/// <param name="Bay">The floor of bays.</param>
/// <param name="Accent">Walls, columns and the sign.</param>
/// <param name="Light">The tint of the lamps, 1 being white.</param>
internal sealed record LotPalette(Scalar Aisle, Scalar Bay, Scalar Accent, Scalar Light)
{
    private static readonly LotPalette[] All =
    [
        new(new(132, 134, 134), new(126, 104, 78), new(168, 112, 42), new(1.03, 1.0, 0.97)),    // blue
        new(new(130, 134, 134), new(98, 116, 84), new(92, 140, 46), new(0.98, 1.02, 1.0)),      // green
        new(new(128, 132, 136), new(84, 100, 130), new(48, 96, 206), new(0.93, 1.0, 1.05)),     // terracotta
        new(new(134, 134, 132), new(124, 116, 70), new(152, 134, 22), new(1.02, 1.01, 0.97)),   // teal
        new(new(130, 132, 134), new(118, 92, 108), new(146, 70, 120), new(1.0, 0.99, 1.01)),    // plum
    ];

    /// <summary>The colours of a lot.</summary>
    public static LotPalette For(string name) => All[LotRandom.For(name, "palette").Next(All.Length)];
}
