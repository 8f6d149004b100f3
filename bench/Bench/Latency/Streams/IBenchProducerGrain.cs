namespace LiveParking.Bench.Latency.Streams;

/// <summary>Publishes the items of one stream.</summary>
[Alias("live-parking.bench.IProducerGrain")]
internal interface IBenchProducerGrain : IGrainWithStringKey
{
    /// <summary>Begins to publish what the pacer of its silo gives.</summary>
    [Alias("StartAsync")]
    Task StartAsync(int number);
}
