namespace LiveParking.Bench.Latency.Streams;

/// <summary>The published item: as large as a frame, with the time of sending.</summary>
/// <param name="Stream">The number of its stream.</param>
/// <param name="SentAt">Monotonic time of the machine, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</param>
/// <param name="Data">The picture, as it were.</param>
[GenerateSerializer, Immutable, Alias("live-parking.bench.Item")]
internal sealed record BenchItem([property: Id(0)] int Stream, [property: Id(1)] long SentAt, [property: Id(2)] byte[] Data)
{
    public const string Namespace = "bench";

    public static GrainType Producer { get; } = GrainType.Create("bench-producer");

    public static StreamId StreamOf(int number) => StreamId.Create(Namespace, KeyOf(number));

    public static string KeyOf(int number) => $"stream-{number}";
}
