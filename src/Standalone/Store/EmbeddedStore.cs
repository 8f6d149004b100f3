using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace LiveParking.Standalone.Store;

/// <summary>
/// A store inside this process that speaks the protocol of Redis. What it answered is on disk once a later
/// <see cref="FlushAsync"/> completes. Start it before the silo, whose storage needs both <see cref="ConnectionString"/> and
/// <see cref="FlushAsync"/>, and stop it after the silo.
/// </summary>
public sealed class EmbeddedStore : IAsyncDisposable
{
    private readonly EmbeddedStoreOptions _options;
    private readonly StoreFolder _folder;
    private readonly GarnetEngine _engine;
    private readonly ILogger _logger;
    private readonly CheckpointLoop _checkpoints;
    private readonly GroupCommit _commits;
    private string? _fault;
    private bool _stopped;

    private EmbeddedStore(EmbeddedStoreOptions options, StoreFolder folder, RunningGarnet garnet, ILogger logger, TimeProvider time)
    {
        _options = options;
        _folder = folder;
        _engine = garnet.Engine;
        _logger = logger;
        ConnectionString = garnet.ConnectionString;
        EndPoint = garnet.EndPoint;
        _commits = new GroupCommit(_engine.FlushAsync);
        _checkpoints = new CheckpointLoop(_engine, options, logger, time);
    }

    /// <summary>Where the store listens and its password, for <see cref="ConfigurationOptions.Parse(string)"/>. A secret: do not log it.</summary>
    public string ConnectionString { get; }

    /// <summary>Where the store listens: a socket in the file system that only this user can open, or the TCP port of the options on 127.0.0.1.</summary>
    public EndPoint EndPoint { get; }

    /// <summary>The absolute path of the folder that holds the state.</summary>
    public string Folder => _folder.Path;

    /// <summary>The length of the log of writes since the last checkpoint, in bytes; at most 64 when nothing was written since.</summary>
    public long LogBytes => _engine.Log.End - _engine.Log.Begin;

    /// <summary>Null while all is well; otherwise one sentence, for the health of the process: nothing can be stored any more.</summary>
    public string? Fault => Volatile.Read(ref _fault);

    /// <summary>
    /// Completes when every write that the store has answered before this call is on disk, power cuts included.
    /// Many callers share one flush.
    /// </summary>
    /// <exception cref="IOException">The disk refuses, now and until the next start; whether the last writes are stored is not known.</exception>
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

    /// <summary>Opens the data folder, reads what is stored and listens. It then holds all that was ever acknowledged.</summary>
    /// <param name="options">Checked first.</param>
    /// <param name="loggers">For what an operator should know.</param>
    /// <param name="time">The clock of the checkpoints.</param>
    /// <param name="cancellation">Gives up before or after the state is read, not meanwhile.</param>
    /// <exception cref="EmbeddedStoreException">It cannot start; the message is one sentence for a person.</exception>
    public static async Task<EmbeddedStore> StartAsync(
        EmbeddedStoreOptions options, ILoggerFactory loggers, TimeProvider time, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggers);
        options.Validate();
        var logger = loggers.CreateLogger<EmbeddedStore>();
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
            return new EmbeddedStore(options, folder, garnet, logger, time);
        }
        catch
        {
            garnet?.Engine.Dispose();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Writes a checkpoint now, which cuts the log. Writes go on meanwhile.</summary>
    /// <returns>False when it failed; the log then still holds everything.</returns>
    public Task<bool> CheckpointAsync(CancellationToken cancellation = default) => _checkpoints.RunOnceAsync(cancellation);

    /// <summary>Writes a last checkpoint, stops listening and frees the folder. Calling it twice does nothing more.</summary>
    public async Task StopAsync()
    {
        if (_stopped)
            return;
        _stopped = true;
        await _checkpoints.DisposeAsync();
        if (LogBytes > GarnetEngine.EmptyLogBytes && !await _engine.CheckpointAsync(CancellationToken.None))
            StoreLog.LastCheckpointFailed(_logger, _folder.Path);
        await Task.Run(_engine.Dispose);
        StoreSocket.Remove(EndPoint, _folder.Path);
        _folder.Dispose();
        StoreLog.Stopped(_logger, _folder.Path);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>
    /// Cuts the log that was just read, before anybody writes. A process that was killed may have left the beginning of
    /// a transaction at its end; followed by new writes it would make the log unreadable at the next start.
    /// </summary>
    private static async Task CutRecoveredLogAsync(GarnetEngine engine, StoreFolder folder, CancellationToken cancellation)
    {
        var (begin, end) = engine.Log;
        if (end > begin && !await engine.CheckpointAsync(cancellation))
            throw new EmbeddedStoreException($"The embedded store cannot write a checkpoint to '{folder.Path}': see whether the disk is full.");
    }
}
