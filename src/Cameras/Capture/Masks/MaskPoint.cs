namespace LiveParking.Cameras.Capture.Masks;

/// <summary>A corner of a <see cref="PrivacyMask"/>, as a share of the picture.</summary>
/// <param name="X">0 is the left edge of the picture, 1 the right one.</param>
/// <param name="Y">0 is the upper edge of the picture, 1 the lower one.</param>
public readonly record struct MaskPoint(double X, double Y);
