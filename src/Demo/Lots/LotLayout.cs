namespace LiveParking.Demo.Lots;

/// <summary>
/// The plan of a lot: a row of bays along the far wall, an aisle, two rows back to back, and an aisle in front.
/// Lengths in metres: x to the right, y away from the viewer, z up.
/// </summary>
internal sealed class LotLayout
{
    public const double BayWidth = 2.75, BayDepth = 5.3, AisleWidth = 6.8, HalfLength = 10 * BayWidth;
    public const double FrontAisleY = -2.6, BackAisleY = 14.8, WallY = BackAisleY + (AisleWidth / 2) + BayDepth + 0.35, WallHeight = 3.7, WallTop = 8;
    public const double Left = -52, Right = 52, Near = -14, Far = WallY;

    private const int BaysInRow = 20;

    /// <param name="name">The seed.</param>
    public LotLayout(string name)
    {
        var random = LotRandom.For(name, "layout");
        Mirrored = random.Next(2) == 0;
        FirstNumber = 100 * random.Next(1, 5);
        var charging = random.Next(5, 9);
        var bays = new List<LotBay>();
        (double Y, int Inwards, double AisleY)[] rows =
        [
            (BackAisleY + (AisleWidth / 2) + (BayDepth / 2), 1, BackAisleY),
            (BackAisleY - (AisleWidth / 2) - (BayDepth / 2), -1, BackAisleY),
            (FrontAisleY + (AisleWidth / 2) + (BayDepth / 2), 1, FrontAisleY),
        ];
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < BaysInRow; column++)
            {
                var kind = (row, column) switch
                {
                    (2, 9 or 10) => LotBayKind.Disabled,
                    (1, _) when column >= charging && column < charging + 3 => LotBayKind.Charging,
                    _ => LotBayKind.Standard,
                };
                bays.Add(new LotBay(
                    bays.Count, row, FirstNumber + (row * 20) + column + 1,
                    ((column + 0.5) * BayWidth) - HalfLength, rows[row].Y, rows[row].Inwards, rows[row].AisleY, kind));
            }
        }

        Bays = bays;
        Order = Shuffle(name, bays);
    }

    /// <summary>All bays.</summary>
    public IReadOnlyList<LotBay> Bays { get; }

    /// <summary>The bays in the order in which they fill, so that the same occupancy shows the same picture.</summary>
    public IReadOnlyList<LotBay> Order { get; }

    /// <summary>Whether the viewer is to the right of the middle instead of the left.</summary>
    public bool Mirrored { get; }

    /// <summary>The number before the first bay's number.</summary>
    public int FirstNumber { get; }

    /// <summary>The middle of each column.</summary>
    public static IEnumerable<(double X, double Y)> Columns()
    {
        const double BetweenRows = (BackAisleY - (AisleWidth / 2) - BayDepth + FrontAisleY + (AisleWidth / 2) + BayDepth) / 2;
        for (var column = -10; column <= 10; column += 4)
            yield return (column * BayWidth, BetweenRows);
        for (var column = -16; column <= 16; column += 4)
            yield return (column * BayWidth, WallY - 0.35);
    }

    private static LotBay[] Shuffle(string name, List<LotBay> bays)
    {
        var order = bays.ToArray();
        LotRandom.For(name, "order").Shuffle(order);
        return order;
    }
}
