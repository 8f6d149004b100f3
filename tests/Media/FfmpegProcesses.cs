using System.Globalization;

namespace LiveParking.Media;

/// <summary>The running ffmpeg processes, by <c>/proc</c>.</summary>
internal static class FfmpegProcesses
{
    /// <summary>Those that a process started.</summary>
    public static List<int> Of(int parent) =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(id => IsRunning(id) && ParentOf(id) == parent),
    ];

    /// <summary>Whether a process is an ffmpeg that has not ended.</summary>
    public static bool IsRunning(int id) => Status(id, "Name") == "ffmpeg" && Status(id, "State") is not ['Z', ..];

    /// <summary>A field of <c>/proc/ID/status</c>; null when the process has ended.</summary>
    public static string? Status(int id, string field)
    {
        try
        {
            return File.ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith(field + ":", StringComparison.Ordinal))?
                .Split(':')[1].Trim();
        }
        catch (IOException)
        {
            return null; // it has ended meanwhile
        }
    }

    private static int ParentOf(int id) => int.Parse(Status(id, "PPid") ?? "0", CultureInfo.InvariantCulture);
}
