using LiveParking.Gateway.Metrics;

namespace LiveParking.Gateway.Mqtt;

/// <summary>Whether this gateway is connected to its broker. Thread-safe.</summary>
internal sealed class MqttLink(GatewayMeters meters)
{
    private volatile string? _reason;
    private int _isUp;

    /// <summary>Why readings over MQTT do not arrive now, or not reliably, for people; null when they do or when there is no broker.</summary>
    public string? Reason => _reason;

    /// <summary>Whether the gateway is connected and subscribed.</summary>
    public bool IsUp => Volatile.Read(ref _isUp) == 1;

    /// <summary>Records that the gateway is connected and subscribed.</summary>
    /// <param name="notice">A remaining problem, for people.</param>
    public void Up(string? notice = null)
    {
        _reason = notice;
        if (Interlocked.Exchange(ref _isUp, 1) == 0)
            meters.MqttConnected.Add(1);
    }

    /// <summary>Records that the connection is down.</summary>
    /// <param name="reason">Why.</param>
    /// <returns>Whether the reason differs from the previous one.</returns>
    public bool Down(string reason)
    {
        var isNews = _reason != reason;
        _reason = reason;
        // Also a gateway that was never connected has the metric, at 0.
        meters.MqttConnected.Add(Interlocked.Exchange(ref _isUp, 0) == 1 ? -1 : 0);
        return isNews;
    }
}
