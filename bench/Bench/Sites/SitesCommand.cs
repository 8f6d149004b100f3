using System.CommandLine;

namespace LiveParking.Bench.Sites;

/// <summary>The command line.</summary>
internal static class SitesCommand
{
    public static Command Create()
    {
        var locations = Number("--locations", "locations", 1000, 1, 20_000);
        var levels = Number("--levels", "levels of each location", 10, 1, 200);
        var callers = Number("--callers", "requests under way at a time while they are made", 32, 1, 500);
        var calls = Number("--calls", "calls of the overview and of one location that are timed", 200, 1, 100_000);
        var rate = Number("--rate", "readings a second, one a request, while the overview is timed under load", 500, 1, 20_000);
        var seconds = Number("--seconds", "seconds for which readings come in", 20, 1, 3600);
        var root = new Command("sites", "Many sites on one process: how long to make, to start again after kill -9, to see at a glance; and the memory it takes.")
        {
            locations, levels, callers, calls, rate, seconds,
        };
        root.SetAction((parsed, cancel) => SitesBench.RunAsync(
            new SitesOptions(
                parsed.GetValue(locations), parsed.GetValue(levels), parsed.GetValue(callers), parsed.GetValue(calls), parsed.GetValue(rate),
                parsed.GetValue(seconds)),
            cancel));
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
