using System.Diagnostics;
using System.Globalization;

namespace LiveParking.Bench.Encode;

/// <summary>Runs Debian's <c>tjbench</c>, the benchmark of libjpeg-turbo, and reads its table.</summary>
internal static class TjBench
{
    /// <summary>Whether it is there.</summary>
    public static bool IsInstalled => File.Exists("/usr/bin/tjbench");

    /// <summary>Compresses a picture for a while.</summary>
    /// <param name="file">The picture as PPM.</param>
    /// <param name="shape">Its size and quality.</param>
    /// <param name="accurate">Whether with the exact transform, which OpenCV uses, or with the fast one, which is its own default.</param>
    /// <param name="length">For how long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Timing> MeasureAsync(string file, Shape shape, bool accurate, TimeSpan length, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(
            "/usr/bin/tjbench",
            [
                file, Text(shape.Quality), "-subsamp", "420", "-bgr", accurate ? "-accuratedct" : "-fastdct", "-quiet", "-componly", "-nowrite",
                "-benchtime", Text(length.TotalSeconds), "-warmup", "0.2",
            ])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);

        // BGR  (TD)  4:2:0    80    1920   1080    370.8   21.12   N/A
        var fields = output.Split('\n').Single(line => line.StartsWith("BGR", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var megapixelsASecond = double.Parse(fields[6], CultureInfo.InvariantCulture);
        var ratio = double.Parse(fields[7], CultureInfo.InvariantCulture);
        var pixels = shape.Width * (double)shape.Height;
        return new Timing(pixels / megapixelsASecond / 1000, pixels * 3 / ratio);
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
