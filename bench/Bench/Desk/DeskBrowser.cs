using System.Text.Json;
using LiveParking.Bench.Measuring.Processes;
using LiveParking.Bench.Sites;
using LiveParking.Bench.Sites.Running;
using LiveParking.Testing;

namespace LiveParking.Bench.Desk;

/// <summary>The console in a real browser beside the changes: <c>bench/Desk/look.mjs</c>.</summary>
internal static class DeskBrowser
{
    /// <summary>Promised: the page's main thread is busy for less than this, in percent.</summary>
    private const double BusyLimit = 50;

    /// <summary>Promised: the memory is flat; the growth that is still flat, in percent.</summary>
    private const double GrowthLimit = 10;

    /// <summary>Until the browser shows the list and has settled.</summary>
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(45);

    /// <summary>Shows the console for a time while readings change numbers.</summary>
    public static async Task MeasureAsync(SitesProcess process, ChangeStream changes, TimeSpan time, List<Figure> figures, CancellationToken cancellationToken)
    {
        await using var browser = await ChildProcess.StartAsync(
            "browser",
            ["node", Path.Combine(Repository.Top, "bench", "Desk", "look.mjs"), process.Address.ToString(), process.Token, $"{time.TotalSeconds:0}"],
            null,
            null,
            cancellationToken);
        await changes.RunAsync(time + Start, cancellationToken);
        var seen = await browser.ReportAsync<JsonElement>(TimeSpan.FromMinutes(1), cancellationToken);
        double Value(string name) => seen.GetProperty(name).GetDouble();
        figures.Add(Figure.Below("main thread of a browser", Value("busy") * 100, BusyLimit, "0", "%"));
        figures.Add(Figure.Plain($"… rows; blank places in {Value("scrolls"):N0} scrolls: {Value("blanks"):0}", Value("rows"), "0", ""));
        figures.Add(Figure.Below($"… memory after {time.TotalSeconds:N0} s, was {Value("heapBefore"):0.0} MB: grew by", (Value("heapAfter") / Value("heapBefore") - 1) * 100, GrowthLimit, "0", "%"));
    }
}
