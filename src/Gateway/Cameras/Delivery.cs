namespace LiveParking.Gateway.Cameras;

/// <summary>One or more frames that reached their viewer, or that its connection took, together.</summary>
/// <param name="Bytes">The pictures' bytes.</param>
/// <param name="SentAt">When the newest of them was sent.</param>
/// <param name="At">When it was known to be there.</param>
internal readonly record struct Delivery(long Bytes, TimeSpan SentAt, TimeSpan At)
{
    /// <summary>How long it took.</summary>
    public TimeSpan Took => At - SentAt;
}
