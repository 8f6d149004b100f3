namespace LiveParking.Gateway.Cameras;

/// <summary>One or more frames that their viewer received together, or that its connection took together.</summary>
/// <param name="Bytes">The pictures' bytes.</param>
/// <param name="SentAt">When the newest frame was sent.</param>
/// <param name="At">When the delivery was confirmed.</param>
internal readonly record struct Delivery(long Bytes, TimeSpan SentAt, TimeSpan At)
{
    /// <summary>The delivery time.</summary>
    public TimeSpan Duration => At - SentAt;
}
