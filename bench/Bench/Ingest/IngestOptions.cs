using LiveParking.Bench.Ingest.Systems;

namespace LiveParking.Bench.Ingest;

/// <summary>The measured configuration.</summary>
/// <param name="Warmup">Before each measurement.</param>
/// <param name="Measured">How long each row is measured.</param>
/// <param name="Callers">Connections that send one request after the other; each is one sensor.</param>
/// <param name="Levels">Levels among which the sensors are spread.</param>
/// <param name="Batch">Readings in one request of the batched rows.</param>
/// <param name="Stores">Where state is kept.</param>
internal sealed record IngestOptions(
    TimeSpan Warmup, TimeSpan Measured, int Callers, int Levels, int Batch, IReadOnlyList<StoreKind> Stores);
