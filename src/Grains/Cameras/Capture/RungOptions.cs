namespace LiveParking.Grains.Cameras.Capture;

/// <summary>How one quality step is encoded.</summary>
public sealed class RungOptions
{
    /// <summary>The widest picture, in pixels: 16 to 3840. Wider ones are scaled down; narrower ones are never scaled up.</summary>
    public int MaxWidth { get; set; }

    /// <summary>JPEG quality, 1 to 100.</summary>
    public int Quality { get; set; }
}
