using System.CommandLine;

namespace LiveParking.Encode;

/// <summary>The command line.</summary>
internal static class EncodeCommand
{
    public static RootCommand Create()
    {
        var rounds = Number("--rounds", "how often each encoder is measured, in turns; the middle value counts", 5, 1, 99);
        var seconds = Number("--seconds", "seconds of each measurement", 1, 1, 60);
        var root = new RootCommand("One picture to one JPEG: the encoder of the cameras beside tjbench, on one thread, with the same quality and 4:2:0.")
        {
            rounds, seconds,
        };
        root.SetAction((parsed, cancel) => EncodeBench.RunAsync(parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancel));
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
