using System.CommandLine;
using LiveParking.Frames.Servers;

namespace LiveParking.Frames;

/// <summary>The command line.</summary>
internal static class FramesCommand
{
    private const int Kilobyte = 1000;

    public static RootCommand Create()
    {
        var viewers = Numbers("--viewers", "numbers of viewers, each measured", [50, 200, 400], 1, 5000);
        var sizes = Numbers("--size", "sizes of a frame in KB, each measured", [50, 120], 50, 1000);
        var rate = Number("--rate", "frames a second of the camera", 30, 1, 240);
        var seconds = Number("--seconds", "seconds measured of each cell", 5, 1, 600);
        var settle = Number("--settle", "seconds for which each server works once before anything is measured", 6, 1, 600);
        var warmup = Number("--warmup", "seconds before each measurement", 3, 1, 600);
        var repeat = Number("--repeat", "how often all is measured, in turns; the middle value counts", 3, 1, 99);
        var sketchViewers = Number("--sketch-viewers", "viewers of the sketch, which cannot serve many", 10, 1, 1000);
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

        var root = new RootCommand("One camera, many viewers: CPU of the server for each delivered frame, ours beside its peers.")
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

    private static Option<int> Number(string name, string description, int fallback, int least, int most)
    {
        var option = new Option<int>(name) { Description = $"{description} ({least} to {most})", DefaultValueFactory = _ => fallback };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !IsIn(token.Value, least, most))
                result.AddError($"{name} is a number from {least} to {most}, not '{token.Value}'.");
        });
        return option;
    }

    private static Option<int[]> Numbers(string name, string description, int[] fallback, int least, int most)
    {
        var option = new Option<int[]>(name)
        {
            Description = $"{description} ({least} to {most}), with commas between",
            DefaultValueFactory = _ => fallback,
            CustomParser = result => [.. result.Tokens[0].Value.Split(',').Select(word => int.TryParse(word, out var number) ? number : 0)],
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !token.Value.Split(',').All(word => IsIn(word, least, most)))
                result.AddError($"{name} is a list of numbers from {least} to {most}, as in {fallback[0]},{fallback[^1]}, not '{token.Value}'.");
        });
        return option;
    }

    private static bool IsIn(string word, int least, int most) => int.TryParse(word, out var number) && number >= least && number <= most;
}
