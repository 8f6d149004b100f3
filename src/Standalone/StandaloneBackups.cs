using System.CommandLine;
using System.Net.Sockets;
using LiveParking.Backups;
using LiveParking.EmbeddedStore;
using LiveParking.Hosting.Clustering;
using LiveParking.Hosting.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveParking.Standalone;

/// <summary>The commands <c>backup</c>, <c>restore</c> and <c>move</c> of <c>./run</c>.</summary>
internal static class StandaloneBackups
{
    private const string Redis = "ConnectionStrings__Redis";

    /// <summary>Creates the commands.</summary>
    /// <param name="settings">The settings file and the command line; for the cluster that <c>move</c> fills.</param>
    public static IEnumerable<Command> Create(SettingSources settings)
    {
        var data = new Option<string>("--data") { Description = "Folder for state and token keys", DefaultValueFactory = _ => StandaloneCommand.DefaultDataFolder };
        var saved = BackupCommands.File();
        yield return BackupCommands.Create(
            "backup", "Saves all state and the keys of tokens in a new file, also while the system runs.", saved, [data],
            (parsed, cancellation) => BackUpAsync(parsed.GetValue(saved)!, Folder(parsed), cancellation));
        var restored = BackupCommands.File();
        yield return BackupCommands.Create(
            "restore", "Makes a data folder from a backup, also from one of a cluster.", restored, [data],
            (parsed, cancellation) => RestoreAsync(parsed.GetValue(restored)!, Folder(parsed), cancellation));
        var keys = new Option<string?>("--keys") { Description = "Where to put the keys of tokens: the folder LIVEPARKING_KEYS of central silos" };
        yield return BackupCommands.Create(
            "move", $"Copies all state of a stopped system into the empty Redis of a cluster, {Redis}, and checks that both agree.", null, [data, keys, SettingArguments.File()],
            (parsed, cancellation) => MoveAsync(settings, Folder(parsed), parsed.GetValue(keys), cancellation));

        string Folder(ParseResult parsed) => Path.GetFullPath(parsed.GetValue(data)!);
    }

    private static async Task<string> BackUpAsync(string file, string data, CancellationToken cancellation)
    {
        var backup = await SavedBackup.SaveAsync(file, async output =>
        {
            if (await OwnerSocket.ConnectAsync(data, cancellation) is { } running)
            {
                using (running)
                await using (var stream = new NetworkStream(running))
                    await stream.CopyToAsync(output, cancellation);
                if (output.Position == 0)
                    throw new BackupException("The running system could not take a backup: see its log.");
                return;
            }

            await BackupFile.WriteAsync(await ReadStoppedAsync(data, cancellation), output, cancellation);
        });
        return $"Saved {SavedBackup.Describe(backup)}, in {file}. Treat it as a secret: it holds the keys that sign tokens.";
    }

    private static async Task<string> RestoreAsync(string file, string data, CancellationToken cancellation)
    {
        var backup = await SavedBackup.ReadAsync(file);
        foreach (var folder in new[] { DataFolder.Store(data), DataFolder.Keys(data) })
        {
            if (Directory.Exists(folder))
                throw new BackupException($"'{folder}' is there: give another folder with --data, or move this one away.");
        }

        // Only whole folders get their names. Inside the data folder: it may be all that this user can write, or a volume of its own.
        var part = Path.Combine(data, "restoring");
        if (Directory.Exists(part))
            Directory.Delete(part, recursive: true);
        try
        {
            await using (var store = await StartAsync(part, cancellation))
            await using (var states = await StateStore.ConnectAsync(store.ConnectionString, ClusterIdentity.DefaultServiceId))
            {
                await states.RestoreAsync(backup.States, $"'{part}'");
                await store.FlushAsync();
            }

            KeysFolder.Write(DataFolder.Keys(part), backup.Files);
            Directory.Move(DataFolder.Keys(part), DataFolder.Keys(data));
            Directory.Move(DataFolder.Store(part), DataFolder.Store(data));
        }
        finally
        {
            if (Directory.Exists(part))
                Directory.Delete(part, recursive: true);
        }

        return $"Restored {SavedBackup.Describe(backup)}, in {data}.";
    }

    private static async Task<string> MoveAsync(SettingSources settings, string data, string? keys, CancellationToken cancellation)
    {
        var (redis, serviceId) = ClusterStore.Read(settings, new ConfigurationManager());
        RequireState(data);
        // Open until the end, so that nobody starts it meanwhile.
        await using var store = await StartAsync(data, cancellation);
        var backup = await ReadAsync(store, data);
        await using var target = await StateStore.ConnectAsync(redis, serviceId);
        if (keys is not null)
            KeysFolder.RequireRoom(keys, backup.Files);
        await target.RestoreAsync(backup.States, "Redis", () =>
        {
            if (keys is not null)
                KeysFolder.Write(keys, backup.Files);
        });
        var ofKeys = keys is null
            ? $"The keys of tokens are still in {DataFolder.Keys(data)}: copy them to LIVEPARKING_KEYS of each central silo, or tokens of today will be refused."
            : $"The keys of tokens are in {keys}: set LIVEPARKING_KEYS of each central silo to such a folder.";
        return $"Moved {backup.States.Count:N0} states to Redis; both agree. {ofKeys}";
    }

    /// <summary>Reads the folder of a system that does not run.</summary>
    private static async Task<Backup> ReadStoppedAsync(string data, CancellationToken cancellation)
    {
        RequireState(data);
        await using var store = await StartAsync(data, cancellation);
        return await ReadAsync(store, data);
    }

    private static void RequireState(string data)
    {
        if (!Directory.Exists(DataFolder.Store(data)))
            throw new BackupException($"'{data}' holds no state: name the folder of the system with --data.");
    }

    private static async Task<Backup> ReadAsync(StoreServer store, string data)
    {
        await using var states = await StateStore.ConnectAsync(store.ConnectionString, ClusterIdentity.DefaultServiceId);
        return Backup.Of(await states.ReadAsync(), TimeProvider.System.GetUtcNow(), DataFolder.Keys(data));
    }

    private static async Task<StoreServer> StartAsync(string data, CancellationToken cancellation)
    {
        try
        {
            return await StoreServer.StartAsync(new EmbeddedStoreOptions { DataFolder = data }, NullLoggerFactory.Instance, TimeProvider.System, cancellation);
        }
        catch (EmbeddedStoreException exception)
        {
            throw new BackupException(exception.Message, exception);
        }
    }
}
