using OpenCvSharp;

namespace LiveParking.Demo.Lots;

/// <summary>The shape and colour of a car. Lengths in metres.</summary>
/// <param name="Length">Bumper to bumper.</param>
/// <param name="Width">Without mirrors.</param>
/// <param name="Deck">Height of bonnet and boot.</param>
/// <param name="Height">Of the roof.</param>
/// <param name="GlassRear">Where the windows begin at the rear, from the middle.</param>
/// <param name="GlassFront">Where they end at the front.</param>
/// <param name="RoofRear">Where the roof begins.</param>
/// <param name="RoofFront">Where it ends.</param>
/// <param name="Paint">Its colour: blue, green, red.</param>
/// <param name="Gloss">How much the lamps show in the paint, 0 to 1.</param>
internal sealed record CarModel(
    double Length, double Width, double Deck, double Height,
    double GlassRear, double GlassFront, double RoofRear, double RoofFront, Scalar Paint, double Gloss)
{
    /// <summary>Distance from the middle back to the rear axle, around which a car turns.</summary>
    public double RearAxle => Length * 0.29;

    private static readonly (CarModel Shape, int Weight)[] Shapes =
    [
        (new(4.55, 1.80, 0.93, 1.44, -1.75, 1.02, -1.05, 0.28, default, 0), 5),  // saloon
        (new(4.05, 1.76, 0.96, 1.50, -1.95, 0.98, -1.58, 0.25, default, 0), 5),  // hatchback
        (new(4.50, 1.86, 1.08, 1.70, -2.16, 1.02, -1.85, 0.36, default, 0), 5),  // SUV
        (new(4.45, 1.78, 1.02, 1.72, -2.15, 1.42, -1.95, 0.72, default, 0), 3),  // people carrier
        (new(3.65, 1.66, 0.94, 1.52, -1.78, 0.98, -1.50, 0.32, default, 0), 2),  // small car
    ];

    private static readonly (Scalar Paint, double Gloss, int Weight)[] Paints =
    [
        (new(238, 238, 236), 0.35, 7), // white
        (new(192, 190, 186), 0.50, 5), // silver
        (new(52, 48, 46), 0.75, 5),    // black
        (new(108, 102, 98), 0.60, 4),  // graphite
        (new(44, 40, 176), 0.60, 3),   // red
        (new(150, 88, 36), 0.60, 3),   // blue
        (new(96, 60, 28), 0.70, 2),    // navy
        (new(120, 142, 160), 0.50, 2), // champagne
        (new(84, 104, 40), 0.60, 1),   // green
        (new(30, 120, 220), 0.50, 1),  // orange
        (new(46, 190, 232), 0.40, 1),  // yellow
    ];

    /// <summary>A random car; common ones appear more often.</summary>
    public static CarModel Random(Random random)
    {
        var shape = Pick(random, Shapes, s => s.Weight).Shape;
        var (paint, gloss, _) = Pick(random, Paints, p => p.Weight);
        return shape with { Paint = paint, Gloss = gloss };
    }

    private static T Pick<T>(Random random, T[] from, Func<T, int> weight)
    {
        var left = random.Next(from.Sum(weight));
        foreach (var item in from)
        {
            left -= weight(item);
            if (left < 0)
                return item;
        }

        return from[^1];
    }
}
