using System.CommandLine;
using LiveParking.Bench.Latency.Clients;
using LiveParking.Bench.Latency.Processes;
using LiveParking.Bench.Latency.Streams;
using LiveParking.Bench.Measuring;

namespace LiveParking.Bench.Latency;

/// <summary>The command line: the options for a user, and the roles in which the benchmark starts itself again.</summary>
internal static class LatencyCommand
{
    public static Command Create()
    {
        var streams = new NumberOption("--streams", "how many streams, each with one producer grain", 16, 1, 1000);
        var rate = new NumberOption("--rate", "items a second on each stream", 30, 1, 1000);
        var size = new NumberOption("--size", "bytes an item", 50_000, 16, 1_000_000);
        var slow = new NumberOption("--slow", "how many of the streams get a second subscriber that takes 100 ms an item", 4, 1, 1000);
        var seconds = new NumberOption("--seconds", "seconds measured of each transport", 10, 2, 600);
        var slowSeconds = new NumberOption("--slow-seconds", "seconds measured with the slow subscribers after that", 5, 2, 600);
        var warmup = new NumberOption("--warmup", "seconds before both", 10, 1, 600);
        var load = new Func<ParseResult, Load>(parsed => new Load(
            parsed.GetValue(streams),
            parsed.GetValue(rate),
            parsed.GetValue(size),
            Math.Min(parsed.GetValue(slow), parsed.GetValue(streams)),
            parsed.GetValue(seconds),
            parsed.GetValue(slowSeconds),
            parsed.GetValue(warmup)));

        var part = new Option<string>("--part")
        {
            Description = "what is measured: streams (publish to gateway, beside memory streams), client (publish to a stock SignalR client) or all",
            DefaultValueFactory = _ => "all",
        };
        part.AcceptOnlyFromAmong("streams", "client", "all");

        var root = new Command("latency", "Publish to gateway, live streams beside Orleans memory streams, and publish to a stock client, each over processes.")
        {
            streams, rate, size, slow, seconds, slowSeconds, warmup, part,
        };
        root.SetAction((parsed, cancel) => LatencyBench.RunAsync(load(parsed), parsed.GetValue(part)!, cancel));
        root.Add(Client());

        var transport = new Option<Transport>("--transport") { CustomParser = result => Transport.Named(result.Tokens[0].Value) };
        var siloPort = new NumberOption("--silo-port", "port", 0, 0, 65535);
        var gatewayPort = new NumberOption("--gateway-port", "port", 0, 0, 65535);
        foreach (var (name, run) in new (string, Func<ChildSettings, CancellationToken, Task>)[]
                 {
                     (SiloProcess.Role, SiloProcess.RunAsync), (GatewayProcess.Role, GatewayProcess.RunAsync),
                 })
        {
            var role = new Command(name) { streams, rate, size, slow, seconds, slowSeconds, warmup, transport, siloPort, gatewayPort };
            role.Hidden = true;
            role.SetAction((parsed, cancel) => run(
                new ChildSettings(load(parsed), parsed.GetValue(transport)!, parsed.GetValue(siloPort), parsed.GetValue(gatewayPort)), cancel));
            root.Add(role);
        }

        return root;
    }

    private static Command Client()
    {
        var port = new NumberOption("--port", "port", 0, 0, 65535);
        var cameras = new NumberOption("--cameras", "how many", 1, 1, 1000);
        var client = new Command(ClientProcess.Role) { port, cameras };
        client.Hidden = true;
        client.SetAction((parsed, cancel) => ClientProcess.RunAsync(new ClientSettings(parsed.GetValue(port), parsed.GetValue(cameras)), cancel));
        return client;
    }
}
