using System.Text;
using LiveParking.Tokens;

namespace LiveParking.Backups;

/// <summary>The folder of the keys that sign tokens, and of the record of tokens that the command line has issued and revoked.</summary>
public static class KeysFolder
{
    /// <summary>Reads the keys and the record.</summary>
    /// <exception cref="BackupException">The folder is missing or holds no key: a backup without keys must not look like one with them.</exception>
    public static IReadOnlyList<BackupFileEntry> Read(string folder)
    {
        var keys = Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + TokenKeyFile.Ending) : [];
        if (keys.Length == 0)
            throw new BackupException($"The folder of keys '{folder}' holds no key: name the right one, or none.");
        var ledger = Path.Combine(folder, TokenLedgerFile.Name);
        return [.. keys.Order(StringComparer.Ordinal).Concat(File.Exists(ledger) ? [ledger] : []).Select(file => new BackupFileEntry(Path.GetFileName(file), File.ReadAllBytes(file)))];
    }

    /// <summary>Checks that files can be written into a folder: none is there with other content. Call it before anything is written.</summary>
    /// <exception cref="BackupException">A key of this name with other content is there.</exception>
    public static void RequireRoom(string folder, IReadOnlyList<BackupFileEntry> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var file in files.Where(file => file.Name != TokenLedgerFile.Name))
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
            else if (file.Name == TokenLedgerFile.Name)
                AppendLines(path, Encoding.UTF8.GetString(file.Content));
        }
    }

    private static void AppendLines(string path, string content)
    {
        var there = File.ReadAllText(path);
        var lines = content.Split('\n', StringSplitOptions.RemoveEmptyEntries).Except(there.Split('\n'));
        // A full disk may have cut off the last line: what is added must not become a part of it.
        File.AppendAllText(path, (there.Length == 0 || there.EndsWith('\n') ? "" : "\n") + string.Concat(lines.Select(line => line + "\n")));
    }

    private static string PathOf(string folder, BackupFileEntry file) => Path.Combine(folder, Path.GetFileName(file.Name));
}
