using System.Globalization;

namespace LiveParking.Cameras.Capture.Sources;

/// <summary>The resource limits of this process, which its children cannot raise.</summary>
internal static class ResourceLimits
{
    /// <summary>The lower of a wanted limit and this process's hard limit.</summary>
    /// <param name="name">The name in <c>/proc/self/limits</c>.</param>
    /// <param name="wanted">In the unit of that file.</param>
    public static long Lower(string name, long wanted)
    {
        const string Limits = "/proc/self/limits";
        if (!File.Exists(Limits))
            return wanted;

        // "Max data size   unlimited   unlimited   bytes": name, soft limit, hard limit, unit.
        var line = File.ReadLines(Limits).FirstOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal)) ?? name;
        var words = line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var hard)
            ? Math.Min(wanted, hard)
            : wanted;
    }
}
