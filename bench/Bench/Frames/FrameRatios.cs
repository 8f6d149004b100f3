using System.Globalization;
using LiveParking.Bench.Frames.Servers;

namespace LiveParking.Bench.Frames;

/// <summary>Compares the servers. Each ratio is of the middle values; beside it is the range of the single turns, each of which measured both servers.</summary>
internal static class FrameRatios
{
    private static readonly (string Title, string Above, string Below)[] Pairs =
    [
        ("ours : raw", ServerKinds.Ours, ServerKinds.Raw),
        ("ours : raw, larger array pool", ServerKinds.Ours, ServerKinds.RawPooled),
        ("ours, acknowledged : raw", ServerKinds.OursAcks, ServerKinds.Raw),
        ("stock SignalR : ours", ServerKinds.Stock, ServerKinds.Ours),
        ("Socket.IO : ours", ServerKinds.SocketIo, ServerKinds.Ours),
    ];

    public static IEnumerable<string[]> All(Plan plan, Dictionary<Cell, List<Sample>> samples, Dictionary<Cell, Sample> middle)
    {
        foreach (var (title, above, below) in Pairs)
        {
            foreach (var size in plan.Sizes)
            {
                foreach (var viewers in plan.Viewers)
                {
                    if (Ratio(title, new Cell(above, size, viewers), new Cell(below, size, viewers), samples, middle) is { } row)
                        yield return row;
                }
            }
        }

        var sketch = new Cell(ServerKinds.Sketch, plan.Sizes[0], plan.SketchViewers);
        foreach (var viewers in plan.Viewers)
        {
            if (Ratio("the sketch : ours", sketch, new Cell(ServerKinds.Ours, plan.Sizes[0], viewers), samples, middle) is { } row)
                yield return row;
        }
    }

    private static string[]? Ratio(string title, Cell above, Cell below, Dictionary<Cell, List<Sample>> samples, Dictionary<Cell, Sample> middle)
    {
        if (!middle.TryGetValue(above, out var over) || !middle.TryGetValue(below, out var under))
            return null;
        var turns = samples[above].Zip(samples[below], (a, b) => a.MicrosecondsAFrame / b.MicrosecondsAFrame).ToList();
        return
        [
            title,
            Text($"{below.Size / 1000}"),
            Text($"{below.Viewers}"),
            Text($"{over.MicrosecondsAFrame / under.MicrosecondsAFrame:0.00}"),
            Text($"{turns.Min():0.00} to {turns.Max():0.00}"),
        ];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
