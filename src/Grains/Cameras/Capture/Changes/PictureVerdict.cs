namespace LiveParking.Grains.Cameras.Capture.Changes;

/// <summary>What the pictures of a running capture are found to be.</summary>
internal enum PictureVerdict
{
    /// <summary>They can be decoded and change.</summary>
    Live,

    /// <summary>They do not change.</summary>
    Frozen,

    /// <summary>None can be decoded.</summary>
    Broken,
}
