using LiveParking.Gateway.Metrics;

namespace LiveParking.Gateway.Mqtt;

/// <summary>Whether this gateway is connected to its broker. Safe from any thread.</summary>
internal sealed class MqttLink(GatewayMeters meters)
{
    private volatile string? _reason;
    private int _isUp;

    /// <summary>Why readings over MQTT don't come now, or not reliably, for people; null when they do or when there is no broker.</summary>
    public string? Reason => _reason;

    /// <summary>Whether it is connected and subscribed.</summary>
    public bool IsUp => Volatile.Read(ref _isUp) == 1;

    /// <summary>It is connected and subscribed.</summary>
    /// <param name="notice">What is wrong all the same, for people.</param>
    public void Up(string? notice = null)
    {
        _reason = notice;
        if (Interlocked.Exchange(ref _isUp, 1) == 0)
            meters.MqttConnected.Add(1);
    }

    /// <summary>It is not.</summary>
    /// <param name="reason">Why.</param>
    /// <returns>Whether the reason is another one than before.</returns>
    public bool Down(string reason)
    {
        var isNews = _reason != reason;
        _reason = reason;
        if (Interlocked.Exchange(ref _isUp, 0) == 1)
            meters.MqttConnected.Add(-1);
        return isNews;
    }
}
