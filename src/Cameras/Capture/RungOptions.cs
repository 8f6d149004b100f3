namespace LiveParking.Cameras.Capture;

/// <summary>The encoding of one quality step.</summary>
public sealed class RungOptions
{
    /// <summary>Maximum width in pixels: 16 to 3840. Wider pictures are scaled down; narrower ones are never scaled up.</summary>
    public int MaxWidth { get; set; }

    /// <summary>JPEG quality, 1 to 100.</summary>
    public int Quality { get; set; }
}
