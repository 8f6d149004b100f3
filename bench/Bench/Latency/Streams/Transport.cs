using LiveParking.Grains.Interfaces;

namespace LiveParking.Bench.Latency.Streams;

/// <summary>One way to bring items from grains to another process.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Provider">The Orleans stream provider.</param>
/// <param name="Poll">How often a memory stream's pulling agent looks for items; null where nothing polls.</param>
internal sealed record Transport(string Name, string Provider, TimeSpan? Poll)
{
    private const string Memory = "memory";

    public static Transport Live { get; } = new("live", ParkingStreams.ProviderName, null);

    /// <summary>All transports, in the order in which they are measured.</summary>
    public static IReadOnlyList<Transport> All { get; } =
    [
        Live,
        new("memory-10ms", Memory, TimeSpan.FromMilliseconds(10)),
        new("memory-100ms", Memory, TimeSpan.FromMilliseconds(100)),
    ];

    public static Transport Named(string name) => All.Single(transport => transport.Name == name);
}
