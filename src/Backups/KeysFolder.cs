using System.Text;

namespace LiveParking.Backups;

/// <summary>The folder of the keys that sign tokens, and of the record of tokens that the command line has issued and revoked.</summary>
public static class KeysFolder
{
    private const string Ledger = "tokens.ndjson";

    /// <summary>Reads the keys and the record.</summary>
    /// <exception cref="BackupException">The folder is missing or holds no key: a backup without keys must not look like one with them.</exception>
    public static IReadOnlyList<BackupFileEntry> Read(string folder)
    {
        var keys = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.key") : [];
        if (keys.Length == 0)
            throw new BackupException($"The folder of keys '{folder}' holds no key: name the right one, or none.");
        var ledger = Path.Combine(folder, Ledger);
        return [.. keys.Order(StringComparer.Ordinal).Concat(File.Exists(ledger) ? [ledger] : []).Select(file => new BackupFileEntry(Path.GetFileName(file), File.ReadAllBytes(file)))];
    }

    /// <summary>Checks that files can be written into a folder: none is there with other content. Call it before anything is written.</summary>
    /// <exception cref="BackupException">A key of this name with other content is there.</exception>
    public static void RequireRoom(string folder, IReadOnlyList<BackupFileEntry> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var file in files.Where(file => file.Name != Ledger))
        {
            var path = PathOf(folder, file);
            if (File.Exists(path) && !File.ReadAllBytes(path).AsSpan().SequenceEqual(file.Content))
                throw new BackupException($"The key '{path}' is another one: give an empty folder of keys.");
        }
    }

    /// <summary>Writes files into a folder that only this user can read. Lines of the record that are there stay.</summary>
    /// <exception cref="BackupException">As for <see cref="RequireRoom"/>.</exception>
    public static void Write(string folder, IReadOnlyList<BackupFileEntry> files)
    {
        RequireRoom(folder, files);
        PrivateFiles.CreateFolder(folder);
        foreach (var file in files)
        {
            var path = PathOf(folder, file);
            if (!File.Exists(path))
                PrivateFiles.Write(path, file.Content);
            else if (file.Name == Ledger)
                File.AppendAllLines(path, Encoding.UTF8.GetString(file.Content).Split('\n', StringSplitOptions.RemoveEmptyEntries).Except(File.ReadAllLines(path)));
        }
    }

    private static string PathOf(string folder, BackupFileEntry file) => Path.Combine(folder, Path.GetFileName(file.Name));
}
