namespace LiveParking.Cameras.Capture.Changes;

/// <summary>The verdict on the pictures of a running capture.</summary>
internal enum PictureVerdict
{
    /// <summary>They can be decoded and change.</summary>
    Live,

    /// <summary>They do not change.</summary>
    Frozen,

    /// <summary>None can be decoded.</summary>
    Broken,
}
