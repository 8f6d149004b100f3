using System.Net;
using System.Net.Sockets;
using Garnet.server;
using Garnet.server.Auth.Settings;
using Tsavorite.core;

namespace LiveParking.EmbeddedStore;

/// <summary>The settings with which Garnet keeps every acknowledged write. <c>docs/decisions/store.md</c> gives the reason for each.</summary>
internal static class GarnetSettings
{
    /// <summary>Creates the settings of one server.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="folder">The folder that this process owns.</param>
    /// <param name="endPoint">The listen address.</param>
    /// <param name="password">The password that clients must send.</param>
    public static GarnetServerOptions Create(EmbeddedStoreOptions options, string folder, EndPoint endPoint, string password) => new()
    {
        EndPoints = [endPoint],
        UnixSocketPath = (endPoint as UnixDomainSocketEndPoint)?.ToString(),
        UnixSocketPermission = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        AuthSettings = new PasswordAuthenticationSettings(password),
        QuietMode = true,
        MaxDatabases = 1,

        // The Orleans providers write with Lua scripts; a script is one transaction.
        EnableLua = true,
        LuaTransactionMode = true,
        LuaOptions = new LuaOptions(),

        // Writes go to a log, which GroupCommit flushes before the caller gets its answer. Garnet's own option, WaitForCommit, waits inside each
        // script and so flushes once for each write. Written with O_SYNC (not only past the page cache), so that it survives a power cut too; the
        // native device would need libaio.
        EnableAOF = true,
        WaitForCommit = false,
        CommitFrequencyMs = -1,
        DeviceType = DeviceType.RandomAccess,
        DeviceFactoryCreator = new LocalStorageNamedDeviceFactoryCreator(disableFileBuffering: false, deviceType: DeviceType.RandomAccess),

        // Both the checkpoint and the log after it are read at startup, and an error there stops the start instead of giving an empty store.
        Recover = true,
        FailOnRecoveryError = true,
        CheckpointDir = folder,

        // State that does not fit in memory goes to disk; without the tier it would be lost.
        EnableStorageTier = true,
        LogDir = folder,
        LogMemorySize = $"{options.MemoryMegabytes}m",
        PageSize = "1m",
        SegmentSize = "16m",
        ObjectLogSegmentSize = "16m",
        CompactionType = LogCompactionType.Lookup,
        CompactionMaxSegments = 4,
        // Fixed size: Garnet truncates the log even when a growing index has prevented a checkpoint.
        IndexMemorySize = "8m",

        // A page of the log must be twice a page of the store; truncation deletes whole segments.
        AofMemorySize = "8m",
        AofPageSize = "2m",
        AofSegmentSize = "16m",
        BufferPoolMemoryBudget = "16m",
    };
}
