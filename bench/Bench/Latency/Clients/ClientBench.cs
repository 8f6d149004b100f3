using LiveParking.Bench.Measuring;
using LiveParking.Bench.Measuring.Cluster;
using LiveParking.Bench.Measuring.Processes;
using LiveParking.Testing;

namespace LiveParking.Bench.Latency.Clients;

/// <summary>Measures the path from a camera's grain to stock clients, through a silo, the gateway and the clients, each a separate process.</summary>
internal static class ClientBench
{
    public static async Task<ClientRun> RunAsync(Load load, CancellationToken cancellationToken)
    {
        using var work = new TempFolder();
        await using (await ChildProcess.StartAsync(
            "film", ChildProcess.Program("Bench", "film", "--folder", work["film"], "--size", $"{load.Size}"), cancellationToken))
        {
            // It is ready when it has made all.
        }

        await using var cluster = await LiveParkingCluster.StartAsync(work, work["film"], load.Streams, load.Rate, cancellationToken);
        await using var client = await ChildProcess.StartAsync(
            "client",
            ChildProcess.Program("Bench", ["latency", ClientProcess.Role, .. new ClientSettings(cluster.GatewayPort, load.Streams).Arguments]),
            line => line == Parent.Ready,
            // The default of a client program; this one is built like a silo.
            new Dictionary<string, string> { ["DOTNET_gcServer"] = "0" },
            cancellationToken);
        var window = Window.StartingIn(TimeSpan.FromSeconds(load.Warmup), TimeSpan.FromSeconds(load.Seconds));
        await client.TellAsync(window);
        await window.UntilStartAsync(cancellationToken);
        var (silo, gateway) = (ProcessUsage.Of(cluster.Silo), ProcessUsage.Of(cluster.Gateway));
        await window.UntilEndAsync(cancellationToken);
        (silo, gateway) = (ProcessUsage.Of(cluster.Silo) - silo, ProcessUsage.Of(cluster.Gateway) - gateway);
        return new ClientRun(silo, gateway, await client.ReportAsync<ClientReport>(TimeSpan.Zero, cancellationToken));
    }
}
