namespace LiveParking.Gateway.Cameras;

/// <summary>A frame on its way to a viewer.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="Bytes">The picture's bytes.</param>
internal readonly record struct SentFrame(long Sequence, TimeSpan SentAt, int Bytes);
