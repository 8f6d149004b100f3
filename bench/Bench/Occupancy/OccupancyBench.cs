using System.Diagnostics;
using System.Globalization;
using LiveParking.Bench.Measuring;
using LiveParking.Bench.Measuring.Processes;
using LiveParking.Bench.Measuring.Updates;
using LiveParking.Bench.Occupancy.Phones;
using LiveParking.Bench.Occupancy.Servers;

namespace LiveParking.Bench.Occupancy;

/// <summary>Measures each server with the same phones and the same updates.</summary>
internal static class OccupancyBench
{
    private static readonly string[] Head =
    [
        "server", "deliveries/s", "known", "overtaken", "p50 ms", "p99 ms", "CPU µs/delivery: process with the phones", "all processes", "phones",
        "memory MB",
    ];

    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    /// <returns>1 when a server is missing, otherwise 0.</returns>
    public static async Task<int> RunAsync(OccupancyLoad load, IReadOnlyList<string> servers, CancellationToken cancellationToken)
    {
        Console.WriteLine(MachineLine.Now());
        Console.WriteLine($"{load.Phones} phones follow one location, {load.Rate} updates a second; JSON over WebSockets. Ours: from the sensor's request on, stored with appendfsync always.");
        Console.WriteLine("An update is known to a phone when it or a newer one of its level is there (overtaken); its time runs until then.");
        List<string[]> rows = [];
        foreach (var name in servers)
        {
            try
            {
                await using var server = await StartAsync(name, cancellationToken);
                rows.Add(await MeasureAsync(server, load, cancellationToken));
            }
            catch (Exception fault) when (fault is ChildFailedException or System.ComponentModel.Win32Exception)
            {
                Console.WriteLine($"{name} is missing: {fault.Message}");
            }
        }

        TextTable.Print(Console.Out, Head, rows);
        return rows.Count == servers.Count ? 0 : 1;
    }

    private static async Task<IOccupancyServer> StartAsync(string name, CancellationToken cancellationToken) => name switch
    {
        "ours" => await OurServer.StartAsync(cancellationToken),
        "stock" => await PeerServer.StartStockAsync(cancellationToken),
        "socketio" => await PeerServer.StartSocketIoAsync(Path.Combine("bench", "SocketIo", "occupancy.mjs"), cancellationToken),
        _ => throw new ChildFailedException("no such server"),
    };

    private static async Task<string[]> MeasureAsync(IOccupancyServer server, OccupancyLoad load, CancellationToken cancellationToken)
    {
        using var crowd = await Crowd.FollowAsync(server.Entrance, load.Phones, cancellationToken);
        await PublishAsync(server, load, load.Warmup, 0, cancellationToken);
        await Task.Delay(LastWords, TimeProvider.System, cancellationToken);
        var from = Stopwatch.GetTimestamp();
        var own = ProcessUsage.Now();
        var before = server.Processes.Select(ProcessUsage.Of).ToList();
        var sent = await PublishAsync(server, load, load.Measured, load.Steps(load.Warmup), cancellationToken);
        await Task.Delay(LastWords, TimeProvider.System, cancellationToken);
        var after = server.Processes.Select(ProcessUsage.Of).ToList();
        var phones = ProcessUsage.Now() - own;

        var arrivals = crowd.Leave();
        var reckoning = Reckoning.Of(sent, arrivals);
        var times = Distribution.Of(reckoning.Milliseconds);
        var deliveries = arrivals.Sum(ofOne => ofOne.Count(arrival => arrival.At >= from));
        var used = after.Zip(before, (late, early) => (late - early).CpuSeconds).ToList();
        return
        [
            server.Name,
            Format(deliveries / load.Measured.TotalSeconds, "N0"),
            Format(times.Count / (double)(times.Count + reckoning.Missing), "P1"),
            Format(reckoning.Overtaken / (double)(times.Count + reckoning.Missing), "P1"),
            Format(times.P50, "0.0"),
            Format(times.P99, "0.0"),
            Micro(used[0]),
            Micro(used.Sum()),
            Micro(phones.CpuSeconds),
            Format(after[0].ResidentMegabytes, "N0"),
        ];

        string Micro(double seconds) => Format(seconds * 1e6 / deliveries, "0.0");
    }

    /// <summary>Publishes in steady steps, without waiting for the answer before the next one.</summary>
    private static async Task<IReadOnlyList<SentUpdate>> PublishAsync(IOccupancyServer server, OccupancyLoad load, TimeSpan time, int number, CancellationToken cancellationToken)
    {
        List<Task<SentUpdate>> sent = [];
        var began = Stopwatch.GetTimestamp();
        for (var step = 0; step < load.Steps(time); step++)
        {
            var due = TimeSpan.FromSeconds((double)step / load.Rate) - Stopwatch.GetElapsedTime(began);
            if (due > TimeSpan.Zero)
                await Task.Delay(due, TimeProvider.System, cancellationToken);
            sent.Add(server.PublishAsync(++number, cancellationToken));
        }

        return await Task.WhenAll(sent);
    }

    private static string Format(double value, string form) => value.ToString(form, CultureInfo.InvariantCulture);
}
