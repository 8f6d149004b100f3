namespace LiveParking.Backups;

/// <summary>All state of a system as it was at one moment, and the files that belong to it.</summary>
/// <param name="TakenAt">When it was taken.</param>
/// <param name="Version">The release that took it.</param>
/// <param name="States">The states, in the order of their keys.</param>
/// <param name="Files">The keys that sign tokens, and the record of tokens.</param>
public sealed record Backup(DateTimeOffset TakenAt, string Version, IReadOnlyList<StoredState> States, IReadOnlyList<BackupFileEntry> Files)
{
    /// <summary>Takes the states as a backup of this release, with the files of a folder of keys.</summary>
    /// <param name="states">The states, in the order of their keys.</param>
    /// <param name="takenAt">When they were read.</param>
    /// <param name="keysFolder">The folder of keys; null when this machine has none.</param>
    public static Backup Of(IReadOnlyList<StoredState> states, DateTimeOffset takenAt, string? keysFolder)
    {
        var version = typeof(Backup).Assembly.GetName().Version!.ToString(3);
        return new Backup(takenAt, version, states, keysFolder is null ? [] : BackupFileEntry.ReadFolder(keysFolder));
    }
}

/// <summary>A file of a backup.</summary>
/// <param name="Name">Its name in the folder of keys.</param>
/// <param name="Content">What it holds.</param>
public sealed record BackupFileEntry(string Name, byte[] Content)
{
    /// <summary>Reads all files of a folder; none when it does not exist.</summary>
    public static IReadOnlyList<BackupFileEntry> ReadFolder(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(file => new BackupFileEntry(Path.GetFileName(file), File.ReadAllBytes(file)))]
        : [];

    /// <summary>Writes files into a folder that only this user can read. Files that are there with the same content stay.</summary>
    /// <exception cref="BackupException">A file of this name with other content is there.</exception>
    public static void WriteFolder(string folder, IReadOnlyList<BackupFileEntry> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        PrivateFiles.CreateFolder(folder);
        foreach (var file in files)
        {
            var path = Path.Combine(folder, Path.GetFileName(file.Name));
            if (!File.Exists(path))
                PrivateFiles.Write(path, file.Content);
            else if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(file.Content))
                throw new BackupException($"The file '{path}' is there with other content: give an empty folder of keys.");
        }
    }
}
