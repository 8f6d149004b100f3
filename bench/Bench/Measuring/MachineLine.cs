using System.Globalization;
using System.Runtime.InteropServices;

namespace LiveParking.Bench.Measuring;

/// <summary>One line about the machine and the moment, for the head of a table.</summary>
public static class MachineLine
{
    /// <summary>Cores, processor, kernel, runtime, load of the last minute, time.</summary>
    public static string Now() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores ({Processor()}), {RuntimeInformation.OSDescription.Split('#')[0].Trim()}, "
        + $"{RuntimeInformation.FrameworkDescription}, load {Load()}, {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC");

    private static string Processor() => Line("/proc/cpuinfo", "model name")?.Split(':')[^1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string Load() => Line("/proc/loadavg", "")?.Split(' ')[0] ?? "unknown";

    private static string? Line(string path, string start) =>
        File.Exists(path) ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal)) : null;
}
