using OpenCvSharp;

namespace LiveParking.Demo.Lots;

/// <summary>The brightness of the lamps at each position of the floor.</summary>
internal static class LotLight
{
    private const double Ambient = 0.62, Strength = 0.52, Along = 2.9, Across = 3.4, Spacing = 8.25;
    private static readonly double[] LampRows = [LotLayout.FrontAisleY - 1, 6.1, LotLayout.BackAisleY];

    /// <summary>The direction of the light, a unit vector.</summary>
    public static readonly Point3d Direction = LotView.Unit(new Point3d(-0.28, -0.38, 0.88));

    /// <summary>Brightness of a place: about 0.6 between the lamps, 1.1 below one.</summary>
    public static double At(double x, double y)
    {
        // Lamps hang in three rows along the lot; a row's lamps are half a step apart from the next row's.
        var sum = Ambient;
        for (var row = 0; row < LampRows.Length; row++)
        {
            var dy = (y - LampRows[row]) / Across;
            var shift = row % 2 == 0 ? 0 : Spacing / 2;
            var dx = (x - shift - (Math.Round((x - shift) / Spacing) * Spacing)) / Along;
            var farLamp = (Spacing - Math.Abs(dx * Along)) / Along;
            sum += Strength * Math.Exp(-dy * dy / 2) * (Math.Exp(-dx * dx / 2) + Math.Exp(-farLamp * farLamp / 2));
        }

        // It gets darker towards the ends of the hall.
        var end = Math.Max(0, Math.Abs(x) - 28) / 16;
        return sum * (1 - (0.45 * Math.Min(1, end)));
    }
}
