using System.CommandLine;
using LiveParking.Bench.Ingest.Systems;
using LiveParking.Bench.Measuring;

namespace LiveParking.Bench.Ingest;

/// <summary>The command line.</summary>
internal static class IngestCommand
{
    public static Command Create()
    {
        var seconds = new NumberOption("--seconds", "seconds measured of each row", 8, 1, 600);
        var warmup = new NumberOption("--warmup", "seconds before that", 5, 0, 600);
        var callers = new NumberOption("--callers", "callers, each one sensor with a connection of its own", 64, 1, 1000);
        var levels = new NumberOption("--levels", "levels among which the sensors are spread", 8, 1, 1000);
        var batch = new NumberOption("--batch", "readings in one request of the batched rows", 100, 1, 1000);
        var stores = new Option<StoreKind[]>("--store")
        {
            Description = "always, alwaysTls, everysec, embedded; repeatable, all by default",
            DefaultValueFactory = _ => [StoreKind.Always, StoreKind.AlwaysTls, StoreKind.EverySec, StoreKind.Embedded],
        };
        var root = new Command("ingest", "Durable readings over HTTP: batches and single ones, on Redis and on the embedded store.")
        {
            seconds, warmup, callers, levels, batch, stores,
        };
        root.SetAction((parsed, cancel) => IngestBench.RunAsync(
            new IngestOptions(
                TimeSpan.FromSeconds(parsed.GetValue(warmup)),
                TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                parsed.GetValue(callers),
                Math.Min(parsed.GetValue(levels), parsed.GetValue(callers)),
                parsed.GetValue(batch),
                parsed.GetValue(stores)!),
            cancel));
        return root;
    }
}
