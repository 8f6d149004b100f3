using System.Globalization;

namespace LiveParking.Backups;

/// <summary>Backups as files on the disk of this machine.</summary>
public static class SavedBackup
{
    /// <summary>Saves a backup under a new name, reads it back, and only then gives it that name. Only this user can read the file.</summary>
    /// <param name="path">The file; it must not exist.</param>
    /// <param name="write">Writes the backup as <see cref="BackupFile.WriteAsync"/> does.</param>
    /// <returns>The backup that the file holds.</returns>
    /// <exception cref="BackupException">The file is there, or what was written is no whole backup.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static async Task<Backup> SaveAsync(string path, Func<Stream, Task> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        if (Path.Exists(path))
            throw new BackupException($"'{path}' is there already: give the name of a new file.");
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
            throw new BackupException($"There is no folder for '{path}': make it, or give another name.");
        var partial = $"{path}.partial";
        File.Delete(partial);
        try
        {
            await using (var file = PrivateFiles.Create(partial))
            {
                await write(file);
                file.Flush(flushToDisk: true);
            }

            var backup = await ReadAsync(partial);
            File.Move(partial, path, overwrite: false);
            return backup;
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>Reads a backup.</summary>
    /// <exception cref="BackupException">There is no such file, or it holds no whole backup.</exception>
    public static async Task<Backup> ReadAsync(string path)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return await BackupFile.ReadAsync(file, path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BackupException($"There is no file '{path}'.", exception);
        }
    }

    /// <summary>One line about a backup: how much it holds, and when it was taken.</summary>
    public static string Describe(Backup backup)
    {
        ArgumentNullException.ThrowIfNull(backup);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{backup.States.Count:N0} states and {backup.Files.Count} files of keys, as of {backup.TakenAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
    }
}
