using System.Net;
using System.Net.Sockets;
using Garnet.server;
using Garnet.server.Auth.Settings;
using Tsavorite.core;

namespace LiveParking.Standalone.Store;

/// <summary>The settings with which Garnet keeps every acknowledged write. <c>docs/decisions/store.md</c> says why each is as it is.</summary>
internal static class GarnetSettings
{
    /// <summary>Makes the settings of one server.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="folder">The folder that this process owns.</param>
    /// <param name="endPoint">Where to listen.</param>
    /// <param name="password">What clients must send.</param>
    public static GarnetServerOptions Create(EmbeddedStoreOptions options, string folder, EndPoint endPoint, string password) => new()
    {
        EndPoints = [endPoint],
        UnixSocketPath = (endPoint as UnixDomainSocketEndPoint)?.ToString(),
        UnixSocketPermission = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        AuthSettings = new PasswordAuthenticationSettings(password),
        QuietMode = true,
        MaxDatabases = 1,

        // The Orleans providers write by Lua scripts; a script is one transaction.
        EnableLua = true,
        LuaTransactionMode = true,
        LuaOptions = new LuaOptions(),

        // Writes go to a log, which GroupCommit flushes before a caller hears that its write is done. Garnet's own way,
        // WaitForCommit, waits inside each script and so flushes once a write. Written with O_SYNC (not only past the page
        // cache), so that it outlives a power cut too; the native device would need libaio.
        EnableAOF = true,
        WaitForCommit = false,
        CommitFrequencyMs = -1,
        DeviceType = DeviceType.RandomAccess,
        DeviceFactoryCreator = new LocalStorageNamedDeviceFactoryCreator(disableFileBuffering: false, deviceType: DeviceType.RandomAccess),

        // Both the checkpoint and the log written after it are read at the start, and a fault there stops the start
        // instead of yielding an empty store.
        Recover = true,
        FailOnRecoveryError = true,
        CheckpointDir = folder,

        // What does not fit in memory goes to disk; without the tier it would be lost.
        EnableStorageTier = true,
        LogDir = folder,
        LogMemorySize = $"{options.MemoryMegabytes}m",
        PageSize = "1m",
        SegmentSize = "16m",
        ObjectLogSegmentSize = "16m",
        CompactionType = LogCompactionType.Lookup,
        CompactionMaxSegments = 4,
        // Fixed: Garnet cuts the log even when a growing index has kept a checkpoint from running.
        IndexMemorySize = "8m",

        // A page of the log must be twice a page of the store; segments are what is deleted when the log is cut.
        AofMemorySize = "8m",
        AofPageSize = "2m",
        AofSegmentSize = "16m",
        BufferPoolMemoryBudget = "16m",
    };
}
