using System.CommandLine;
using LiveParking.Bench.Measuring;
using LiveParking.Bench.Occupancy.Servers;

namespace LiveParking.Bench.Occupancy;

/// <summary>The command line: the options for a user, and the role of the .NET peer in which the benchmark starts itself again.</summary>
internal static class OccupancyCommand
{
    public static Command Create()
    {
        var phones = new NumberOption("--phones", "phones that follow the location", 1000, 1, 10_000);
        var rate = new NumberOption("--rate", "updates a second", 20, 1, 1000);
        var seconds = new NumberOption("--seconds", "seconds measured of each server", 10, 1, 600);
        var warmup = new NumberOption("--warmup", "seconds before that; the compiler of .NET works in the background for about the first ten", 20, 0, 600);
        var only = new Option<string[]>("--server") { Description = "ours, stock, socketio; repeatable, all by default", DefaultValueFactory = _ => ["ours", "stock", "socketio"] };
        var root = new Command("occupancy", "Reading to phone: one location, many phones; ours beside stock SignalR and Socket.IO. JSON over WebSockets everywhere.")
        {
            phones, rate, seconds, warmup, only,
        };
        root.SetAction((parsed, cancel) => OccupancyBench.RunAsync(
            new OccupancyLoad(
                parsed.GetValue(phones), parsed.GetValue(rate), TimeSpan.FromSeconds(parsed.GetValue(seconds)), TimeSpan.FromSeconds(parsed.GetValue(warmup))),
            parsed.GetValue(only)!,
            cancel));

        var port = new NumberOption("--port", "port on loopback", 0, 0, 65535);
        var stock = new Command(StockServer.Role) { port };
        stock.Hidden = true;
        stock.SetAction((parsed, cancel) => StockServer.RunAsync(parsed.GetValue(port), cancel));
        root.Add(stock);
        return root;
    }
}
