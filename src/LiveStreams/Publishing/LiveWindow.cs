namespace LiveParking.LiveStreams.Publishing;

/// <summary>
/// The number of deliveries of one subscription that may be in flight. One is enough on a local network. Over a wide-area link, one in flight means
/// one state per round trip, so the window grows with the measured round trip, up to four.
/// </summary>
internal static class LiveWindow
{
    /// <summary>The window for a round trip: 1 below 15 ms, 2 below 60 ms, 3 below 120 ms, otherwise 4.</summary>
    public static int Of(TimeSpan roundTrip) => roundTrip.TotalMilliseconds switch
    {
        < 15 => 1,
        < 60 => 2,
        < 120 => 3,
        _ => 4,
    };

    /// <summary>
    /// Smooths the round trip: a shorter one applies immediately, a longer one by an eighth of the difference, so that a single slow answer does not
    /// open the window.
    /// </summary>
    public static TimeSpan Smooth(TimeSpan current, TimeSpan sample) =>
        current == TimeSpan.Zero || sample < current ? sample : current + (sample - current) / 8;
}
