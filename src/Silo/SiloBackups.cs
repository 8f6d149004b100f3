using System.CommandLine;
using LiveParking.Backups;
using LiveParking.Hosting.Settings;

namespace LiveParking.Silo;

/// <summary>The commands <c>backup</c> and <c>restore</c> of a silo, for all state in the cluster's Redis.</summary>
internal static class SiloBackups
{
    /// <summary>Creates the commands.</summary>
    /// <param name="sources">The settings file and the command line.</param>
    public static IEnumerable<Command> Create(SettingSources sources)
    {
        var saved = BackupCommands.File();
        yield return BackupCommands.Create(
            "backup", "Saves all state of the cluster in a new file, while it runs, and the keys of LIVEPARKING_KEYS.", saved, [SettingArguments.File()],
            async (parsed, cancellation) =>
            {
                var (redis, service, keys) = Read(sources);
                await using var states = await StateStore.ConnectAsync(redis, service);
                var file = parsed.GetValue(saved)!;
                var backup = await SavedBackup.SaveAsync(file, async output =>
                    await BackupFile.WriteAsync(Backup.Of(await states.ReadAtOneMomentAsync(), TimeProvider.System.GetUtcNow(), keys), output, cancellation));
                return $"Saved {SavedBackup.Describe(backup)}, in {file}. {(keys is null ? "LIVEPARKING_KEYS is not set, so it has no keys of tokens." : "Treat it as a secret: it holds the keys that sign tokens.")}";
            });
        var restored = BackupCommands.File();
        yield return BackupCommands.Create(
            "restore", "Writes a backup, also one of ./run, into the empty Redis of a stopped cluster, and the keys into LIVEPARKING_KEYS.", restored, [SettingArguments.File()],
            async (parsed, _) =>
            {
                var (redis, service, keys) = Read(sources);
                var backup = await SavedBackup.ReadAsync(parsed.GetValue(restored)!);
                await using var states = await StateStore.ConnectAsync(redis, service);
                if (keys is not null)
                    KeysFolder.RequireRoom(keys, backup.Files);
                await states.RestoreAsync(backup.States, "Redis", () =>
                {
                    if (keys is not null)
                        KeysFolder.Write(keys, backup.Files);
                });
                return $"Restored {SavedBackup.Describe(backup)}. {(keys is null ? "LIVEPARKING_KEYS is not set, so the keys of tokens were left out." : $"The keys of tokens are in {keys}.")}";
            });
    }

    private static (string Redis, string ServiceId, string? Keys) Read(SettingSources sources)
    {
        var configuration = new ConfigurationManager();
        var store = ClusterStore.Read(sources, configuration);
        List<string> faults = [];
        var keys = SiloSettings.Read(configuration, faults).KeysFolder;
        return faults.Count > 0 ? throw new BackupException(string.Join(' ', faults)) : (store.Redis, store.ServiceId, string.IsNullOrWhiteSpace(keys) ? null : keys);
    }
}
