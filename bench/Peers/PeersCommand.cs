using System.CommandLine;
using LiveParking.Bench.Measuring.Pictures;
using LiveParking.Peers.Phones;
using LiveParking.Peers.Source;

namespace LiveParking.Peers;

/// <summary>The peers in .NET, each a separate server. The benchmarks start this program; it is not for direct use.</summary>
internal static class PeersCommand
{
    public static RootCommand Create() => new("Servers of frames to compare with.")
    {
        Server("raw", "Kestrel's WebSocket with nothing on it", RawServer.Build),
        Server("stock", "SignalR as it comes", StockServer.Build),
        Phones(),
    };

    private static Command Phones()
    {
        var port = new Option<int>("--port") { Description = "the port on loopback", Required = true };
        var bytes = new Option<int>("--picture-bytes") { Description = "the size of each picture", Required = true };
        var command = new Command("phones", "SignalR as it comes, with numbers, pictures and tokens that end") { port, bytes };
        command.SetAction((parsed, cancel) => PhonesServer.RunAsync(parsed.GetValue(port), parsed.GetValue(bytes), cancel));
        return command;
    }

    private static Command Server(string name, string description, Func<WebApplicationBuilder, WebApplication> build)
    {
        var folder = new Option<string>("--folder") { Description = "the folder of the pictures", Required = true };
        var rate = new Option<double>("--rate") { Description = "frames a second", Required = true };
        var port = new Option<int>("--port") { Description = "the port on loopback", Required = true };
        var command = new Command(name, description) { folder, rate, port };
        command.SetAction((parsed, cancel) => PeerServer.RunAsync(
            build, new FilmPlayer(PictureFolder.Read(parsed.GetValue(folder)!), parsed.GetValue(rate), phase: 0), parsed.GetValue(port), cancel));
        return command;
    }
}
