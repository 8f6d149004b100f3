using System.Diagnostics.Metrics;

namespace LiveParking.LiveStreams;

/// <summary>Metrics of the live streams, by stream namespace. The meter's name is <see cref="MeterName"/>.</summary>
public sealed class LiveMeters : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "LiveParking.Streams";

    private readonly Meter _meter;

    /// <summary>Creates the instruments.</summary>
    public LiveMeters(IMeterFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        _meter = factory.Create(MeterName);
        Published = _meter.CreateCounter<long>("liveparking.streams.published", "{item}", "States published by grains of this process");
        Delivered = _meter.CreateCounter<long>("liveparking.streams.delivered", "{item}", "States that a receiver took over from this process");
        Replaced = _meter.CreateCounter<long>("liveparking.streams.replaced", "{item}", "States dropped because a newer one came before they were sent or handled");
        Failed = _meter.CreateCounter<long>("liveparking.streams.failed", "{item}", "Deliveries that failed or timed out, and handlers that threw");
        Received = _meter.CreateCounter<long>("liveparking.streams.received", "{item}", "States that arrived in this process");
        Subscribers = _meter.CreateUpDownCounter<long>("liveparking.streams.subscribers", "{subscription}", "Subscriptions of receivers to grains of this process");
    }

    /// <summary>States published by grains of this process.</summary>
    public Counter<long> Published { get; }

    /// <summary>States from this process that a receiver accepted.</summary>
    public Counter<long> Delivered { get; }

    /// <summary>States dropped because a newer one arrived before they were sent or handled.</summary>
    public Counter<long> Replaced { get; }

    /// <summary>Deliveries that failed or timed out, and handlers that threw.</summary>
    public Counter<long> Failed { get; }

    /// <summary>States that arrived in this process.</summary>
    public Counter<long> Received { get; }

    /// <summary>Subscriptions of receivers to grains of this process.</summary>
    public UpDownCounter<long> Subscribers { get; }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
