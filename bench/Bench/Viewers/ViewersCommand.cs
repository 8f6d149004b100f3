using System.CommandLine;
using LiveParking.Bench.Measuring.Viewing;

namespace LiveParking.Bench.Viewers;

/// <summary>The command line; the benchmarks start this program, no person does.</summary>
internal static class ViewersCommand
{
    public static Command Create()
    {
        var protocol = new Option<WireProtocol>("--protocol") { Required = true };
        var port = new Option<int>("--port") { Required = true };
        var path = new Option<string>("--path") { Required = true };
        var camera = new Option<string>("--camera") { Required = true };
        var viewers = new Option<int>("--viewers") { Required = true };
        var size = new Option<int>("--size") { Required = true };
        var acks = new Option<bool>("--acks");
        var root = new Command("viewers", "Viewers of one camera: many connections on one thread, that count and check what comes.")
        {
            protocol, port, path, camera, viewers, size, acks,
        };
        root.SetAction((parsed, cancel) => ViewersRun.RunAsync(
            new ViewersSettings(
                parsed.GetValue(protocol),
                parsed.GetValue(port),
                parsed.GetValue(path)!,
                parsed.GetValue(camera)!,
                parsed.GetValue(viewers),
                parsed.GetValue(size),
                parsed.GetValue(acks)),
            cancel));
        return root;
    }
}
