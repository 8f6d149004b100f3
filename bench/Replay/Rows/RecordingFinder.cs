using LiveParking.Replay.Recordings;

namespace LiveParking.Replay.Rows;

/// <summary>Finds the recording to replay.</summary>
internal static class RecordingFinder
{
    /// <summary>The first file under <c>../shared/data</c>, relative to the repository, that has the columns; null when there is none.</summary>
    public static string? Shared(RecordingFormat format)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LiveParking.sln")))
            folder = folder.Parent;
        if (folder?.Parent is not { } beside || Path.Combine(beside.FullName, "shared", "data") is var data && !Directory.Exists(data))
            return null;
        return Directory.EnumerateFiles(data, "*.csv", new EnumerationOptions { RecurseSubdirectories = true, MatchCasing = MatchCasing.CaseInsensitive })
            .Order(StringComparer.Ordinal)
            .FirstOrDefault(file => RecordingReader.IsRecording(file, format));
    }

    /// <summary>Makes one.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="options">Size of the recording.</param>
    public static string Generated(string folder, ReplayOptions options)
    {
        var path = Path.Combine(folder, "generated.csv");
        GeneratedRecording.Write(path, options.GeneratedParks, options.GeneratedDays, options.Seed);
        return path;
    }
}
