using System.CommandLine;
using LiveParking.Latency.Processes;
using LiveParking.Latency.Streams;

namespace LiveParking.Latency;

/// <summary>The command line: what a person types, and the two roles in which the benchmark starts itself again.</summary>
internal static class LatencyCommand
{
    public static RootCommand Create()
    {
        var streams = Number("--streams", "how many streams, each with one producer grain", 16, 1, 1000);
        var rate = Number("--rate", "items a second on each stream", 30, 1, 1000);
        var size = Number("--size", "bytes an item", 50_000, 16, 1_000_000);
        var slow = Number("--slow", "how many of the streams get a second subscriber that takes 100 ms an item", 4, 1, 1000);
        var seconds = Number("--seconds", "seconds measured of each transport, twice: without and with the slow subscribers", 10, 2, 600);
        var warmup = Number("--warmup", "seconds before that", 5, 1, 600);
        var load = new Func<ParseResult, Load>(parsed => new Load(
            parsed.GetValue(streams),
            parsed.GetValue(rate),
            parsed.GetValue(size),
            Math.Min(parsed.GetValue(slow), parsed.GetValue(streams)),
            parsed.GetValue(seconds),
            parsed.GetValue(warmup)));

        var root = new RootCommand("Publish to gateway over processes: live streams beside Orleans memory streams.")
        {
            streams, rate, size, slow, seconds, warmup,
        };
        root.SetAction((parsed, cancel) => LatencyBench.RunAsync(load(parsed), cancel));

        var transport = new Option<Transport>("--transport") { CustomParser = result => Transport.Named(result.Tokens[0].Value) };
        var siloPort = Number("--silo-port", "port", 0, 0, 65535);
        var gatewayPort = Number("--gateway-port", "port", 0, 0, 65535);
        foreach (var (name, run) in new (string, Func<ChildSettings, CancellationToken, Task>)[]
                 {
                     (SiloProcess.Role, SiloProcess.RunAsync), (GatewayProcess.Role, GatewayProcess.RunAsync),
                 })
        {
            var role = new Command(name) { streams, rate, size, slow, seconds, warmup, transport, siloPort, gatewayPort };
            role.Hidden = true;
            role.SetAction((parsed, cancel) => run(
                new ChildSettings(load(parsed), parsed.GetValue(transport)!, parsed.GetValue(siloPort), parsed.GetValue(gatewayPort)), cancel));
            root.Add(role);
        }

        return root;
    }

    private static Option<int> Number(string name, string description, int fallback, int least, int most)
    {
        var option = new Option<int>(name) { Description = $"{description} ({least} to {most})", DefaultValueFactory = _ => fallback };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, out var number) && number >= least && number <= most))
                result.AddError($"{name} is a number from {least} to {most}, not '{token.Value}'.");
        });
        return option;
    }
}
