using System.CommandLine;
using LiveParking.Bench.Frames.Servers;
using LiveParking.Bench.Measuring;

namespace LiveParking.Bench.Frames;

/// <summary>The command line.</summary>
internal static class FramesCommand
{
    private const int Kilobyte = 1000;

    public static Command Create()
    {
        var viewers = new NumberListOption("--viewers", "numbers of viewers, each measured", [50, 200, 400], 1, 5000);
        var sizes = new NumberListOption("--size", "sizes of a frame in KB, each measured", [50, 120], 50, 1000);
        var rate = new NumberOption("--rate", "frames a second of the camera", 30, 1, 240);
        var seconds = new NumberOption("--seconds", "seconds measured of each cell", 5, 1, 600);
        var settle = new NumberOption("--settle", "seconds for which each server works once before anything is measured", 6, 0, 600);
        var warmup = new NumberOption("--warmup", "seconds before each measurement", 3, 1, 600);
        var repeat = new NumberOption("--repeat", "how often all is measured, in turns; the middle value counts", 3, 1, 99);
        var sketchViewers = new NumberOption("--sketch-viewers", "viewers of the sketch, which cannot serve many", 10, 1, 1000);
        var peers = new Option<string[]>("--peers")
        {
            Description = $"which servers, of {string.Join(", ", ServerKinds.Names)}",
            DefaultValueFactory = _ => [.. ServerKinds.Names],
            CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(','))],
            AllowMultipleArgumentsPerToken = true,
        };
        peers.Validators.Add(result =>
        {
            foreach (var name in result.Tokens.SelectMany(token => token.Value.Split(',')).Except(ServerKinds.Names))
                result.AddError($"--peers names '{name}'; there are {string.Join(", ", ServerKinds.Names)}.");
        });

        var root = new Command("frames", "One camera, many viewers: CPU of the server for each delivered frame, ours beside its peers.")
        {
            viewers, sizes, rate, seconds, settle, warmup, repeat, sketchViewers, peers,
        };
        root.SetAction((parsed, cancel) => FramesBench.RunAsync(
            new Plan(
                parsed.GetValue(viewers)!,
                [.. parsed.GetValue(sizes)!.Select(size => size * Kilobyte)],
                parsed.GetValue(rate),
                parsed.GetValue(seconds),
                parsed.GetValue(settle),
                parsed.GetValue(warmup),
                parsed.GetValue(repeat),
                parsed.GetValue(sketchViewers),
                parsed.GetValue(peers)!),
            cancel));
        return root;
    }
}
