using System.Globalization;
using LiveParking.Bench.Measuring;
using LiveParking.Bench.Measuring.Processes;
using OpenCvSharp;
using LiveParking.Testing;

namespace LiveParking.Bench.Encode;

/// <summary>Measures the encoders in turns and prints the table.</summary>
internal static class EncodeBench
{
    public static async Task<int> RunAsync(int rounds, TimeSpan length, CancellationToken cancellationToken)
    {
        using var work = new TempFolder();
        var rows = new List<string[]>();
        Cv2.SetNumThreads(1);
        foreach (var shape in Shape.All)
            rows.Add(await RowAsync(shape, work[$"{shape.Name}.ppm"], rounds, length, cancellationToken));

        Console.WriteLine(MachineLine.Now());
        Console.WriteLine(Text($"BGR to JPEG 4:2:0, one thread, the middle of {rounds} measurements of {length.TotalSeconds} s each; OpenCV {Cv2.GetVersionString()}"));
        Console.WriteLine("ours: OpenCV's encoder as the cameras call it, with the copy into the frame's array. tjbench compresses into one buffer over and over.");
        Console.WriteLine();
        TextTable.Print(
            Console.Out,
            ["", "quality", "ours, ms", "KB", "tjbench -accuratedct, ms", "KB", "tjbench -fastdct, ms", "KB", "ours : accurate", "ours : fast"],
            rows);
        if (TjBench.IsInstalled)
            return 0;
        Console.WriteLine("tjbench: missing, libjpeg-turbo-progs is not installed");
        return 1;
    }

    private static async Task<string[]> RowAsync(Shape shape, string file, int rounds, TimeSpan length, CancellationToken cancellationToken)
    {
        using var picture = Scene.Draw(shape);
        Cv2.ImWrite(file, picture);
        List<Timing> ours = [], accurate = [], fast = [];
        OpenCvEncoder.Measure(picture, shape, TimeSpan.FromSeconds(0.2));
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(OpenCvEncoder.Measure(picture, shape, length));
            if (!TjBench.IsInstalled)
                continue;
            accurate.Add(await TjBench.MeasureAsync(file, shape, accurate: true, length, cancellationToken));
            fast.Add(await TjBench.MeasureAsync(file, shape, accurate: false, length, cancellationToken));
        }

        return
        [
            shape.Name,
            Text($"{shape.Quality}"),
            .. Cells(ours),
            .. Cells(accurate),
            .. Cells(fast),
            Ratio(ours, accurate),
            Ratio(ours, fast),
        ];
    }

    private static string[] Cells(List<Timing> timings) =>
        timings.Count == 0 ? ["-", "-"] : [Text($"{Timing.Middle(timings).Milliseconds:0.00}"), Text($"{Timing.Middle(timings).Bytes / 1000:0.0}")];

    private static string Ratio(List<Timing> ours, List<Timing> peer) =>
        peer.Count == 0 ? "-" : Text($"{Timing.Middle(ours).Milliseconds / Timing.Middle(peer).Milliseconds:0.00}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
