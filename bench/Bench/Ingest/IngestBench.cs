using System.Globalization;
using LiveParking.Bench.Ingest.Load;
using LiveParking.Bench.Ingest.Systems;
using LiveParking.Bench.Measuring;

namespace LiveParking.Bench.Ingest;

/// <summary>Measures the ways in: batches and single readings on each store.</summary>
internal static class IngestBench
{
    private static readonly string[] Head =
        ["store", "request", "readings/s", "p50 ms", "p99 ms", "readings/write", "bytes/write", "limit readings/s", "CPU µs/reading: "];

    public static async Task RunAsync(IngestOptions options, CancellationToken cancellationToken)
    {
        Console.WriteLine(
            $"Durable readings over HTTP: {options.Callers} callers, one sensor each, on {options.Levels} levels; {options.Measured.TotalSeconds:0} s a row.");
        Console.WriteLine("limit: redis-benchmark writing as many bytes with one connection a level, times readings/write.");
        List<string[]> rows = [];
        foreach (var store in options.Stores)
        {
            await using var system = await RunningSystem.StartAsync(store, options.Levels, cancellationToken);
            var inside = 0;
            foreach (var batch in new[] { options.Batch, 1 })
            {
                using var run = new LoadRun(system, $"gate-{batch}", options.Callers, options.Levels, batch);
                await run.RunAsync(options.Warmup, cancellationToken);
                rows.Add(await MeasureAsync(system, run, batch, options, cancellationToken));
                inside += run.Inside;
                var occupied = await system.OccupiedAsync(cancellationToken);
                if (occupied != inside)
                    throw new InvalidOperationException($"{inside} cars are inside by what was accepted, {occupied} by what the levels say.");
            }
        }

        TextTable.Print(Console.Out, Head, rows);
    }

    private static async Task<string[]> MeasureAsync(
        RunningSystem system, LoadRun run, int batch, IngestOptions options, CancellationToken cancellationToken)
    {
        var limit = system.RedisPort == 0 ? null : new StoreLimit(system, options.Levels);
        var writes = limit is null ? 0 : await limit.WritesAsync(cancellationToken);
        var before = system.Children.Select(child => child.CpuSeconds).ToList();
        var own = Environment.CpuUsage.TotalTime;
        var result = await run.RunAsync(options.Measured, cancellationToken);
        var used = system.Children.Select((child, i) => $"{child.Name} {Micro(child.CpuSeconds - before[i])}")
            .Append($"sender {Micro((Environment.CpuUsage.TotalTime - own).TotalSeconds)}");
        var row = new List<string>
        {
            system.Store switch { StoreKind.Always => "Redis always", StoreKind.AlwaysTls => "Redis always, TLS", StoreKind.EverySec => "Redis everysec", _ => "embedded" },
            batch == 1 ? "1 reading" : $"{batch} readings",
            Number(result.PerSecond), Decimal(result.P50), Decimal(result.P99),
        };
        if (limit is null)
        {
            row.AddRange(["–", "–", "–"]);
        }
        else
        {
            var perWrite = result.Readings / (double)(await limit.WritesAsync(cancellationToken) - writes);
            var bytes = await limit.BytesAsync(options.Levels, cancellationToken);
            row.AddRange([Decimal(perWrite), Number(bytes), Number(await limit.MaxWritesAsync(bytes, cancellationToken) * perWrite)]);
        }

        row.Add(string.Join(", ", used));
        return [.. row];

        string Micro(double seconds) => Decimal(seconds * 1e6 / result.Readings);
    }

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Decimal(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
