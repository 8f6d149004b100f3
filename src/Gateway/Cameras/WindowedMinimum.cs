namespace LiveParking.Gateway.Cameras;

/// <summary>
/// The quickest delivery of the last 15 to 30 s. It expires, so a phone that moves from Wi-Fi to a slower network is not measured by the old link.
/// </summary>
internal sealed class WindowedMinimum
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    private Delivery? _before;
    private Delivery? _now;
    private TimeSpan _began;

    /// <summary>The quickest delivery; null before the first.</summary>
    public Delivery? Value => _before is { } before && before.Duration < _now!.Value.Duration ? before : _now;

    /// <summary>Adds a delivery.</summary>
    public void Add(in Delivery delivery)
    {
        if (_now is null || delivery.At - _began >= Period)
            (_before, _now, _began) = (_now, delivery, delivery.At);
        else if (delivery.Duration < _now.Value.Duration)
            _now = delivery;
    }
}
