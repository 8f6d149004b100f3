using LiveParking.Bench.Latency.Clients;
using LiveParking.Bench.Latency.Measuring;
using LiveParking.Bench.Latency.Processes;
using LiveParking.Bench.Latency.Streams;
using LiveParking.Bench.Measuring;
using LiveParking.Bench.Measuring.Processes;
using LiveParking.Testing;

namespace LiveParking.Bench.Latency;

/// <summary>Measures one transport after the other, each with a silo and a gateway process of its own, and prints the table.</summary>
internal static class LatencyBench
{
    private const int SlowWarmup = 1;

    public static async Task<int> RunAsync(Load load, string part, CancellationToken cancellationToken)
    {
        try
        {
            if (part != "client")
                await CompareTransportsAsync(load, cancellationToken);
            if (part == "all")
                Console.WriteLine();
            if (part != "streams")
            {
                await Console.Error.WriteLineAsync($"Measuring publish to client for {load.Warmup} + {load.Seconds} s …");
                ClientTable.Print(load, await ClientBench.RunAsync(load, cancellationToken), Console.Out);
            }

            return 0;
        }
        catch (Exception error) when (error is ChildFailedException or TimeoutException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }

    private static async Task CompareTransportsAsync(Load load, CancellationToken cancellationToken)
    {
        List<RunReport> runs = [];
        foreach (var transport in Transport.All)
        {
            await Console.Error.WriteLineAsync($"Measuring {transport.Name} for {load.Warmup} + {load.Seconds} + {load.SlowSeconds} s …");
            runs.Add(await MeasureAsync(load, transport, cancellationToken));
        }

        LatencyTable.Print(load, runs, Console.Out);
    }

    private static async Task<RunReport> MeasureAsync(Load load, Transport transport, CancellationToken cancellationToken)
    {
        var settings = new ChildSettings(load, transport, FreePort.Next(), FreePort.Next());
        await using var silo = await StartAsync(SiloProcess.Role, settings, cancellationToken);
        await using var gateway = await StartAsync(GatewayProcess.Role, settings, cancellationToken);
        await silo.TellAsync("go");
        await silo.DoneAsync(cancellationToken);
        var (fastSilo, fastGateway) = await MeasureAsync(silo, gateway, load.Warmup, load.Seconds, cancellationToken);

        await gateway.TellAsync("go");
        await gateway.DoneAsync(cancellationToken);
        var (besideSilo, besideGateway) = await MeasureAsync(silo, gateway, SlowWarmup, load.SlowSeconds, cancellationToken);
        return new RunReport(transport, fastSilo, fastGateway, besideSilo.Published, besideGateway);
    }

    private static async Task<(SiloReport Silo, GatewayReport Gateway)> MeasureAsync(
        ChildProcess silo, ChildProcess gateway, int warmup, int seconds, CancellationToken cancellationToken)
    {
        var window = Window.StartingIn(TimeSpan.FromSeconds(warmup), TimeSpan.FromSeconds(seconds));
        await silo.TellAsync(window);
        await gateway.TellAsync(window);
        var expected = TimeSpan.FromSeconds(warmup + seconds);
        return (await silo.ReportAsync<SiloReport>(expected, cancellationToken), await gateway.ReportAsync<GatewayReport>(expected, cancellationToken));
    }

    /// <summary>Starts this program again in another role.</summary>
    private static Task<ChildProcess> StartAsync(string role, ChildSettings settings, CancellationToken cancellationToken) =>
        ChildProcess.StartAsync(
            role, ChildProcess.Program("Bench", ["latency", role, .. settings.Arguments]), line => line == Parent.Ready, ChildProcess.ServerCollector, cancellationToken);
}
