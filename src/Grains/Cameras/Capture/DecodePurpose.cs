namespace LiveParking.Grains.Cameras.Capture;

/// <summary>Why a camera's JPEG is decoded.</summary>
internal enum DecodePurpose
{
    /// <summary>To encode a rung.</summary>
    Rungs,

    /// <summary>To see whether anything has changed: an eighth of its size, brightness only.</summary>
    Change,

    /// <summary>To see whether the camera is alive: in its whole size, brightness only.</summary>
    Life,
}
