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
    /// <exception cref="BackupException">The folder holds no key.</exception>
    public static Backup Of(IReadOnlyList<StoredState> states, DateTimeOffset takenAt, string? keysFolder)
    {
        var version = typeof(Backup).Assembly.GetName().Version!.ToString(3);
        return new Backup(takenAt, version, states, keysFolder is null ? [] : KeysFolder.Read(keysFolder));
    }
}
