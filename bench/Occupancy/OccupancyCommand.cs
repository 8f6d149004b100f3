using System.CommandLine;
using LiveParking.Occupancy.Servers;

namespace LiveParking.Occupancy;

/// <summary>The command line: what a person types, and the peer in .NET, as which the benchmark starts itself again.</summary>
internal static class OccupancyCommand
{
    public static RootCommand Create()
    {
        var phones = Number("--phones", "phones that follow the location", 1000, 1, 10_000);
        var rate = Number("--rate", "updates a second", 20, 1, 1000);
        var seconds = Number("--seconds", "seconds measured of each server", 10, 1, 600);
        var warmup = Number("--warmup", "seconds before that; the compiler of .NET works in the background for about the first ten", 20, 0, 600);
        var only = new Option<string[]>("--server") { Description = "ours, stock, socketio; repeatable, all by default", DefaultValueFactory = _ => ["ours", "stock", "socketio"] };
        var root = new RootCommand("Reading to phone: one location, many phones; ours beside stock SignalR and Socket.IO. JSON over WebSockets everywhere.")
        {
            phones, rate, seconds, warmup, only,
        };
        root.SetAction((parsed, cancel) => OccupancyBench.RunAsync(
            new OccupancyLoad(
                parsed.GetValue(phones), parsed.GetValue(rate), TimeSpan.FromSeconds(parsed.GetValue(seconds)), TimeSpan.FromSeconds(parsed.GetValue(warmup))),
            parsed.GetValue(only)!,
            cancel));

        var port = Number("--port", "port on loopback", 0, 0, 65535);
        var stock = new Command(StockServer.Role) { port };
        stock.Hidden = true;
        stock.SetAction((parsed, cancel) => StockServer.RunAsync(parsed.GetValue(port), cancel));
        root.Add(stock);
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
