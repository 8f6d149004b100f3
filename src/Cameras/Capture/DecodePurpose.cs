namespace LiveParking.Cameras.Capture;

/// <summary>Why a camera's JPEG is decoded.</summary>
internal enum DecodePurpose
{
    /// <summary>To encode a rung.</summary>
    Rungs,

    /// <summary>To detect changes: an eighth of its size, brightness only.</summary>
    Change,

    /// <summary>To detect whether the camera is frozen: full size, brightness only.</summary>
    Life,
}
