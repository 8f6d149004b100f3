using System.Diagnostics;
using System.Globalization;
using LiveParking.Measuring;
using LiveParking.Measuring.Processes;
using LiveParking.Occupancy.Phones;
using LiveParking.Occupancy.Servers;

namespace LiveParking.Occupancy;

/// <summary>Measures each server with the same phones and the same updates.</summary>
internal static class OccupancyBench
{
    private const int ConnectingAtOnce = 50;
    private static readonly string[] Head = ["server", "deliveries/s", "of all", "p50 ms", "p99 ms", "CPU µs/delivery", "gateway memory MB"];
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(OccupancyLoad load, IReadOnlyList<string> servers, CancellationToken cancel)
    {
        Console.WriteLine($"{load.Phones} phones follow one location, {load.Rate} updates a second; JSON over WebSockets. Ours: from the sensor's request on, stored with appendfsync always.");
        List<string[]> rows = [];
        foreach (var name in servers)
        {
            try
            {
                await using var server = await StartAsync(name, cancel);
                rows.Add(await MeasureAsync(server, load, cancel));
            }
            catch (Exception fault) when (fault is ChildFailedException or System.ComponentModel.Win32Exception)
            {
                Console.WriteLine($"{name} is missing: {fault.Message}");
            }
        }

        TextTable.Print(Console.Out, Head, rows);
    }

    private static async Task<IOccupancyServer> StartAsync(string name, CancellationToken cancel) => name switch
    {
        "ours" => await OurServer.StartAsync(cancel),
        "stock" => await PeerServer.StartStockAsync(cancel),
        "socketio" => await PeerServer.StartSocketIoAsync(Path.Combine("bench", "SocketIo", "occupancy.mjs"), cancel),
        _ => throw new ChildFailedException("no such server"),
    };

    private static async Task<string[]> MeasureAsync(IOccupancyServer server, OccupancyLoad load, CancellationToken cancel)
    {
        List<Phone> phones = [.. Enumerable.Range(0, load.Phones).Select(_ => new Phone())];
        foreach (var some in phones.Chunk(ConnectingAtOnce))
            await Task.WhenAll(some.Select(phone => phone.FollowAsync(server.Socket, server.Greeting, cancel)));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var listening = phones.Select(phone => phone.ListenAsync(end.Token)).ToList();

        var number = 0;
        number = (await PublishAsync(server, load.Rate, load.Warmup, number, cancel)).Last;
        await Task.Delay(LastWords, TimeProvider.System, cancel);
        phones.ForEach(phone => phone.Forget());
        var before = ProcessUsage.Of(server.Process);
        var published = await PublishAsync(server, load.Rate, load.Measured, number, cancel);
        await Task.Delay(LastWords, TimeProvider.System, cancel);
        var used = ProcessUsage.Of(server.Process);
        await end.CancelAsync();
        await Task.WhenAll(listening);

        List<double> latencies = [];
        foreach (var arrival in phones.SelectMany(phone => phone.Arrivals))
        {
            if (published.SentAt.TryGetValue(arrival.Update, out var sent))
                latencies.Add(Stopwatch.GetElapsedTime(sent, arrival.At).TotalMilliseconds);
        }

        phones.ForEach(phone => phone.Dispose());
        var times = Distribution.Of(latencies);
        return
        [
            server.Name,
            Format(times.Count / load.Measured.TotalSeconds, "N0"),
            Format(times.Count / ((double)published.SentAt.Count * load.Phones), "P1"),
            Format(times.P50, "0.0"),
            Format(times.P99, "0.0"),
            Format((used - before).CpuSeconds * 1e6 / times.Count, "0.0"),
            Format(used.ResidentMegabytes, "N0"),
        ];
    }

    /// <summary>Publishes in steady steps, without waiting for the answer before the next one.</summary>
    private static async Task<Published> PublishAsync(IOccupancyServer server, int rate, TimeSpan time, int number, CancellationToken cancel)
    {
        List<Task<(long Update, long SentAt)>> sent = [];
        var began = Stopwatch.GetTimestamp();
        for (var step = 0; step < time.TotalSeconds * rate; step++)
        {
            var due = TimeSpan.FromSeconds((double)step / rate) - Stopwatch.GetElapsedTime(began);
            if (due > TimeSpan.Zero)
                await Task.Delay(due, TimeProvider.System, cancel);
            sent.Add(PublishOneAsync(server, ++number, cancel));
        }

        var updates = new Dictionary<long, long>();
        foreach (var (update, at) in await Task.WhenAll(sent))
            updates[update] = at;
        return new Published(number, updates);
    }

    private static async Task<(long Update, long SentAt)> PublishOneAsync(IOccupancyServer server, int number, CancellationToken cancel)
    {
        var now = Stopwatch.GetTimestamp();
        return (await server.PublishAsync(number, cancel), now);
    }

    private static string Format(double value, string form) => value.ToString(form, CultureInfo.InvariantCulture);

    private sealed record Published(int Last, IReadOnlyDictionary<long, long> SentAt);
}
