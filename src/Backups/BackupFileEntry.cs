namespace LiveParking.Backups;

/// <summary>A file of a backup.</summary>
/// <param name="Name">Its name in the folder of keys.</param>
/// <param name="Content">What it holds.</param>
public sealed record BackupFileEntry(string Name, byte[] Content);
