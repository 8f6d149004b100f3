using LiveParking.LiveStreams;

namespace LiveParking.ClusterTests.LiveStreams;

/// <summary>A producer for the tests of live streams: publishes on request.</summary>
public interface ITickerGrain : IGrainWithStringKey
{
    Task PublishAsync(Tick tick);

    Task WithdrawAsync();

    Task PublishManyAsync(int first, int count);

    Task PublishOffSchedulerAsync(Tick tick);

    Task PublishForeignAsync(Tick tick);

    /// <summary>Holds the grain's own turn until the gate of this name opens.</summary>
    Task BlockAsync(string gate);

    Task MoveAsync();

    /// <summary>Subscribes to another ticker.</summary>
    Task FollowAsync(string key);

    Task UnfollowAsync();

    Task<IReadOnlyList<int>> GetFollowedAsync();

    Task<SiloAddress> GetSiloAsync();

    Task<IReadOnlyList<string>> GetDemandAsync();
}

[GenerateSerializer, Immutable, Alias("tests.Tick")]
public sealed record Tick([property: Id(0)] int Number, [property: Id(1)] long SentAt = 0, [property: Id(2)] byte[]? Payload = null);

/// <summary>The names on both sides.</summary>
public static class Ticks
{
    public const string Namespace = "ticks";
    public const string OtherNamespace = "other-ticks";

    public static GrainType GrainType { get; } = GrainType.Create("ticker");

    public static StreamId Of(string key) => StreamId.Create(Namespace, key);

    public static StreamId OtherOf(string key) => StreamId.Create(OtherNamespace, key);

    public static void Configure(LiveStreamOptions options)
    {
        options.Producers[Namespace] = GrainType;
        options.Producers[OtherNamespace] = GrainType;
        options.RenewalPeriod = TimeSpan.FromMilliseconds(300);
        options.LeaseDuration = TimeSpan.FromSeconds(3);
    }
}
