namespace LiveParking.Demo.Lots;

/// <summary>One marked spot of the lot. Lengths in metres: x to the right, y away from the viewer.</summary>
/// <param name="Index">Counts from 0.</param>
/// <param name="Row">Counts from 0, the farthest.</param>
/// <param name="Number">As painted on the floor.</param>
/// <param name="X">Its middle.</param>
/// <param name="Y">Its middle.</param>
/// <param name="Inwards">+1 when a car drives into it away from the viewer, -1 when towards the viewer.</param>
/// <param name="AisleY">The middle of the aisle that leads to it.</param>
/// <param name="Kind">The kind painted on its floor.</param>
internal sealed record LotBay(int Index, int Row, int Number, double X, double Y, int Inwards, double AisleY, LotBayKind Kind);

/// <summary>The kind of a bay.</summary>
internal enum LotBayKind
{
    /// <summary>For everybody.</summary>
    Standard,

    /// <summary>For people with a disability.</summary>
    Disabled,

    /// <summary>With a charger.</summary>
    Charging,
}
