using System.Globalization;
using LiveParking.Bench.Frames.Servers;
using LiveParking.Bench.Measuring;

namespace LiveParking.Bench.Frames;

/// <summary>The result as text: a line about the machine, every cell, and how they compare.</summary>
internal static class FramesTable
{
    private static readonly string[] Head =
    [
        "", "KB", "viewers", "us a frame", "cores", "fps min", "fps median", "delivered", "age p50", "age p99", "checked", "silo cores", "load gen cores", "others",
    ];

    public static void Print(Plan plan, Dictionary<Cell, List<Sample>> samples, IReadOnlyList<string> missing, TextWriter output)
    {
        var middle = samples.ToDictionary(entry => entry.Key, entry => Middle(entry.Value));
        output.WriteLine(MachineLine.Now());
        output.WriteLine(Text(
            $"one camera, {plan.Rate} frames/s; each server a process of its own; {plan.Seconds} s after {plan.Warmup} s of warm-up each, the middle of {plan.Repeat}"));
        output.WriteLine("us a frame: CPU of the server for each delivered frame (ours: the gateway; its silo is shown apart). age: ms, camera to viewer.");
        output.WriteLine();
        TextTable.Print(output, Head, [.. Cells(plan, middle).Select(row => Row(row.Cell, row.Sample))]);
        output.WriteLine();
        if (Ratios(plan, middle).ToList() is { Count: > 0 } ratios)
            TextTable.Print(output, ["CPU a frame", "KB", "viewers", "ratio", "from turn to turn"], ratios);
        foreach (var line in missing.Concat(Remarks(plan, middle)))
            output.WriteLine(line);

        IEnumerable<string[]> Ratios(Plan of, Dictionary<Cell, Sample> cells) => FrameRatios.All(of, samples, cells);
    }

    private static IEnumerable<(Cell Cell, Sample Sample)> Cells(Plan plan, Dictionary<Cell, Sample> middle) =>
        from size in plan.Sizes
        from kind in ServerKinds.All
        from cell in middle
        where cell.Key.Size == size && cell.Key.Server == kind.Name
        orderby size, cell.Key.Viewers
        select (cell.Key, cell.Value);

    private static string[] Row(Cell cell, Sample sample) =>
    [
        ServerKinds.All.Single(kind => kind.Name == cell.Server).Title,
        cell.Server == ServerKinds.Sketch ? Text($"{sample.MessageBytes / 1000:0} (own)") : Text($"{cell.Size / 1000}"),
        Text($"{cell.Viewers}"),
        Text($"{sample.MicrosecondsAFrame:0.0}"),
        Text($"{sample.Cores:0.00}"),
        Text($"{sample.LowestFps:0.0}"),
        Text($"{sample.MiddleFps:0.0}"),
        Text($"{sample.DeliveredShare * 100:0.0} %"),
        sample.Age.Count > 0 ? Text($"{sample.Age.P50:0.0}") : "-",
        sample.Age.Count > 0 ? Text($"{sample.Age.P99:0.0}") : "-",
        sample.Broken > 0 ? Text($"{sample.Broken} BROKEN") : Text($"{sample.Checked}"),
        sample.BesideCores is { } beside ? Text($"{beside:0.00}") : "-",
        Text($"{sample.GeneratorCores:0.00}"),
        Text($"{sample.OtherCores:0.00}"),
    ];

    private static IEnumerable<string> Remarks(Plan plan, Dictionary<Cell, Sample> middle)
    {
        if (middle.Count > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The load generator is one process with one thread that reads every byte: {middle.Values.Min(sample => sample.GeneratorCores):0.00} to "
                + $"{middle.Values.Max(sample => sample.GeneratorCores):0.00} cores; it is in no other figure.");
        }

        if (middle.Keys.Any(cell => cell.Server == ServerKinds.Sketch))
            yield return Text($"The sketch gets {plan.SketchViewers} viewers, encodes the film itself and sends base64; its KB are those of its messages.");
        if (middle.Values.Any(sample => sample.OtherCores > 0.3))
            yield return "Other processes took more than 0.3 cores during a run: repeat it on a quiet machine before relying on it.";
    }

    private static Sample Middle(List<Sample> samples) => samples.OrderBy(sample => sample.MicrosecondsAFrame).ElementAt(samples.Count / 2);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
