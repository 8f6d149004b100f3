using System.CommandLine;
using LiveParking.Bench.Measuring;

namespace LiveParking.Bench.Desk;

/// <summary>The command line.</summary>
internal static class DeskCommand
{
    public static Command Create()
    {
        var locations = new NumberOption("--locations", "locations", 3000, 1, 20_000);
        var levels = new NumberOption("--levels", "levels of each location", 10, 1, 200);
        var rate = new NumberOption("--rate", "changes a second", 300, 1, 5000);
        var operators = new NumberOption("--operators", "operators who look at all locations", 10, 1, 500);
        var seconds = new NumberOption("--seconds", "seconds measured with each number of operators", 30, 1, 3600);
        var sites = new NumberOption("--sites", "sites that die at the same time", 100, 0, 2000);
        var look = new NumberOption("--look", "seconds for which the console is shown in a browser beside the changes; 0 for no browser", 0, 0, 3600);
        var command = new Command("desk", "Operators who look at many sites on one process: change to operator, bytes and CPU with one and with many; and sites that die at once.")
        {
            locations, levels, rate, operators, seconds, sites, look,
        };
        command.SetAction((parsed, cancel) => DeskBench.RunAsync(
            new DeskOptions(
                parsed.GetValue(locations), parsed.GetValue(levels), parsed.GetValue(rate), parsed.GetValue(operators), parsed.GetValue(seconds), parsed.GetValue(sites),
                parsed.GetValue(look)),
            cancel));
        return command;
    }
}
