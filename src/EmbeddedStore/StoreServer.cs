using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace LiveParking.EmbeddedStore;

/// <summary>
/// A store inside this process that speaks the protocol of Redis. An answered write is on disk once a later <see cref="FlushAsync"/> completes. Start
/// it before the silo, whose storage needs both <see cref="ConnectionString"/> and <see cref="FlushAsync"/>, and stop it after the silo.
/// </summary>
public sealed class StoreServer : IAsyncDisposable
{
    private readonly EmbeddedStoreOptions _options;
    private readonly StoreFolder _folder;
    private readonly RunningGarnet _garnet;
    private readonly GarnetEngine _engine;
    private readonly ILogger _logger;
    private readonly CheckpointLoop _checkpoints;
    private readonly GroupCommit _commits;
    private readonly WriteGate _gate = new();
    private string? _fault;
    private bool _stopped;

    private StoreServer(EmbeddedStoreOptions options, StoreFolder folder, RunningGarnet garnet, ILogger logger, TimeProvider timeProvider)
    {
        _options = options;
        _folder = folder;
        _garnet = garnet;
        _engine = garnet.Engine;
        _logger = logger;
        ConnectionString = garnet.ConnectionString;
        EndPoint = garnet.EndPoint;
        _commits = new GroupCommit(_engine.FlushAsync);
        _checkpoints = new CheckpointLoop(_engine, options, logger, timeProvider);
    }

    /// <summary>The store's address and password, for <see cref="ConfigurationOptions.Parse(string)"/>. A secret: do not log it.</summary>
    public string ConnectionString { get; }

    /// <summary>The store's address: a socket in the file system that only this user can open, or the TCP port of the options on 127.0.0.1.</summary>
    public EndPoint EndPoint { get; }

    /// <summary>The absolute path of the folder with the state.</summary>
    public string Folder => _folder.Path;

    /// <summary>The length of the write log since the last checkpoint, in bytes; at most 64 when nothing was written since.</summary>
    public long LogBytes => _engine.Log.End - _engine.Log.Begin;

    /// <summary>Null while the store works; otherwise one sentence, for the health of the process: nothing can be stored any more.</summary>
    public string? Fault => Volatile.Read(ref _fault);

    /// <summary>
    /// Completes when every write that the store has answered before this call is on disk, safe from power cuts. Many callers share one flush.
    /// </summary>
    /// <exception cref="IOException">The disk rejects writes, now and until the next start; whether the last writes are stored is
    /// unknown.</exception>
    public async Task FlushAsync()
    {
        try
        {
            await _commits.WaitAsync();
        }
        catch (Exception exception)
        {
            var fault = $"The embedded store cannot write to '{_folder.Path}': see whether the disk is full, then start again.";
            var reason = exception.GetBaseException().Message;
            if (Interlocked.CompareExchange(ref _fault, fault, null) is null)
                StoreLog.FlushFailed(_logger, _folder.Path, reason);
            throw new IOException(fault, exception);
        }
    }

    /// <summary>
    /// Runs a write and completes when it is on disk. All writes of grain state go through this method, so that a backup can pause them.
    /// </summary>
    /// <param name="write">Writes, and completes when the store has answered.</param>
    /// <exception cref="IOException">As for <see cref="FlushAsync"/>.</exception>
    public Task WriteAsync(Func<Task> write) => _gate.RunAsync(async () =>
    {
        await write();
        await FlushAsync();
    });

    /// <summary>Waits for the writes that run, and lets no other begin: the state then stays as it is until the result is disposed.</summary>
    public Task<IDisposable> PauseWritesAsync(CancellationToken cancellation = default) => _gate.PauseAsync(cancellation);

    /// <summary>Opens the data folder, reads the stored state and listens. The store then has everything that was ever acknowledged.</summary>
    /// <param name="options">The options; validated first.</param>
    /// <param name="loggers">Logs messages for operators.</param>
    /// <param name="timeProvider">The clock for checkpoints.</param>
    /// <param name="cancellation">Cancels before or after the state is read, but not during the read.</param>
    /// <exception cref="EmbeddedStoreException">It cannot start; the message is one sentence for a person.</exception>
    public static async Task<StoreServer> StartAsync(
        EmbeddedStoreOptions options, ILoggerFactory loggers, TimeProvider timeProvider, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggers);
        options.Validate();
        var logger = loggers.CreateLogger<StoreServer>();
        var started = Stopwatch.GetTimestamp();
        var folder = StoreFolder.Open(options.DataFolder);
        RunningGarnet? garnet = null;
        try
        {
            cancellation.ThrowIfCancellationRequested();
            garnet = await RunningGarnet.StartAsync(options, folder.Path, loggers);
            await CutRecoveredLogAsync(garnet.Engine, folder, cancellation);
            var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
            StoreLog.Started(logger, folder.Path, garnet.EndPoint, elapsed);
            return new StoreServer(options, folder, garnet, logger, timeProvider);
        }
        catch
        {
            garnet?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Writes a checkpoint now, which truncates the log. Writes continue meanwhile.</summary>
    /// <returns>False when it failed; the log then still contains everything.</returns>
    public Task<bool> CheckpointAsync(CancellationToken cancellation = default) => _checkpoints.RunOnceAsync(cancellation);

    /// <summary>Writes a last checkpoint, stops listening and releases the folder. A second call does nothing.</summary>
    public async Task StopAsync()
    {
        if (_stopped)
            return;
        _stopped = true;
        await _checkpoints.DisposeAsync();
        if (LogBytes > GarnetEngine.EmptyLogBytes && !await _engine.CheckpointAsync(CancellationToken.None))
            StoreLog.LastCheckpointFailed(_logger, _folder.Path);
        await Task.Run(_garnet.Dispose);
        _gate.Dispose();
        _folder.Dispose();
        StoreLog.Stopped(_logger, _folder.Path);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>
    /// Truncates the log that was just read, before any new write. A killed process may have left an incomplete transaction at the end of the log.
    /// Followed by new writes, it would make the log unreadable at the next start.
    /// </summary>
    private static async Task CutRecoveredLogAsync(GarnetEngine engine, StoreFolder folder, CancellationToken cancellation)
    {
        var (begin, end) = engine.Log;
        if (end > begin && !await engine.CheckpointAsync(cancellation))
            throw new EmbeddedStoreException($"The embedded store cannot write a checkpoint to '{folder.Path}': see whether the disk is full.");
    }
}
