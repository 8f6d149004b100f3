namespace LiveParking.LiveStreams;

/// <summary>Settings of the live streams; they must be the same on silos and clients of a cluster.</summary>
public sealed class LiveStreamOptions
{
    /// <summary>The name of the stream provider: <c>client.GetStreamProvider("live")</c>.</summary>
    public const string ProviderName = "live";

    /// <summary>How often a receiver renews its leases and requests missed states. 0.1 to 10 s, default 1 s.</summary>
    public TimeSpan RenewalPeriod { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Time without a renewal after which a silo removes a receiver, by the silo's own monotonic clock. At least three renewal periods, default 20 s.
    /// </summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Timeout of one call between producer and receiver. 0.1 to 30 s, default 2 s.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Maximum concurrent subscribe calls of a receiver. 1 to 1,000, default 64.</summary>
    public int ConcurrentSubscribes { get; set; } = 64;

    /// <summary>The grain type that publishes the streams of a namespace; the stream's key is the grain's key.</summary>
    public IDictionary<string, GrainType> Producers { get; } = new Dictionary<string, GrainType>(StringComparer.Ordinal);

    /// <summary>The grain that publishes a stream.</summary>
    /// <exception cref="ArgumentException">The stream's namespace has no grain type.</exception>
    public GrainId ProducerOf(StreamId streamId) =>
        streamId.GetNamespace() is { } ns && Producers.TryGetValue(ns, out var type)
            ? GrainId.Create(type, streamId.GetKeyAsString())
            : throw new ArgumentException($"No grain publishes the live stream '{streamId}': its namespace is not registered.", nameof(streamId));
}
