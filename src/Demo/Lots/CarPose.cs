namespace LiveParking.Demo.Lots;

/// <summary>A car's position, and the state of its lights.</summary>
/// <param name="X">Its middle, in metres.</param>
/// <param name="Y">Its middle, in metres.</param>
/// <param name="Heading">Radians from the x axis towards y.</param>
/// <param name="Lights">Whether head and tail lights are on.</param>
/// <param name="Brakes">Whether it brakes.</param>
/// <param name="Reverses">Whether it drives backwards.</param>
internal readonly record struct CarPose(double X, double Y, double Heading, bool Lights = false, bool Brakes = false, bool Reverses = false);
