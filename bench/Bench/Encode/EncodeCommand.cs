using System.CommandLine;
using LiveParking.Bench.Measuring;

namespace LiveParking.Bench.Encode;

/// <summary>The command line.</summary>
internal static class EncodeCommand
{
    public static Command Create()
    {
        var rounds = new NumberOption("--rounds", "how often each encoder is measured, in turns; the middle value counts", 5, 1, 99);
        var seconds = new NumberOption("--seconds", "seconds of each measurement", 1, 1, 60);
        var root = new Command("encode", "One picture to one JPEG: the encoder of the cameras beside tjbench, on one thread, with the same quality and 4:2:0.")
        {
            rounds, seconds,
        };
        root.SetAction((parsed, cancel) => EncodeBench.RunAsync(parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancel));
        return root;
    }
}
