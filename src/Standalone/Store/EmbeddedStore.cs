using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
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
    private const int PortAttempts = 5;

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

    /// <summary>Where the store listens: 127.0.0.1 and a port.</summary>
    public IPEndPoint EndPoint { get; }

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
            if (Interlocked.CompareExchange(ref _fault, fault, null) is null)
                StoreLog.FlushFailed(_logger, exception, _folder.Path);
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
            garnet = await RunGarnetAsync(options, folder, loggers, logger);
            await CutRecoveredLogAsync(garnet.Engine, folder, logger, cancellation);
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
        if (LogBytes > GarnetEngine.EmptyLogBytes && !await _engine.CheckpointAsync(_logger, CancellationToken.None))
            StoreLog.LastCheckpointFailed(_logger, _folder.Path);
        await Task.Run(_engine.Dispose);
        _folder.Dispose();
        StoreLog.Stopped(_logger, _folder.Path);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private static async Task<RunningGarnet> RunGarnetAsync(
        EmbeddedStoreOptions options, StoreFolder folder, ILoggerFactory loggers, ILogger logger)
    {
        var password = string.IsNullOrEmpty(options.Password) ? RandomNumberGenerator.GetHexString(64, lowercase: true) : options.Password;
        for (var attempt = 1; ; attempt++)
        {
            var endPoint = new IPEndPoint(IPAddress.Loopback, options.Port == 0 ? FreePort() : options.Port);
            try
            {
                // It reads the whole log before it returns, and blocks for that long.
                var engine = await Task.Factory.StartNew(
                    () => Run(GarnetSettings.Create(options, folder.Path, endPoint, password), loggers),
                    CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                var connection = new ConfigurationOptions { EndPoints = { endPoint }, Password = password };
                return new RunningGarnet(engine, endPoint, connection.ToString(includePassword: true));
            }
            catch (SocketException) when (options.Port == 0 && attempt < PortAttempts)
            {
                StoreLog.PortTaken(logger, endPoint.Port);
            }
            catch (SocketException exception)
            {
                throw new EmbeddedStoreException($"The embedded store cannot listen on {endPoint} ({exception.Message}): choose another port, or 0 for a free one.", exception);
            }
            catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
            {
                throw new EmbeddedStoreException($"The files in '{folder.Path}' cannot be opened ({exception.Message.TrimEnd('.')}).", exception);
            }
            catch (Exception exception)
            {
                throw new EmbeddedStoreException($"The store in '{folder.Path}' cannot be read ({exception.Message.TrimEnd('.')}): restore the folder from a backup.", exception);
            }
        }
    }

    private static GarnetEngine Run(Garnet.server.GarnetServerOptions settings, ILoggerFactory loggers)
    {
        var engine = new GarnetEngine(settings, new GarnetLoggers(loggers));
        try
        {
            engine.Start();
            return engine;
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Cuts the log that was just read, before anybody writes. A process that was killed may have left the beginning of
    /// a transaction at its end; followed by new writes it would make the log unreadable at the next start.
    /// </summary>
    private static async Task CutRecoveredLogAsync(GarnetEngine engine, StoreFolder folder, ILogger logger, CancellationToken cancellation)
    {
        var (begin, end) = engine.Log;
        if (end > begin && !await engine.CheckpointAsync(logger, cancellation))
            throw new EmbeddedStoreException($"The embedded store cannot write a checkpoint to '{folder.Path}': see whether the disk is full.");
    }

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    private sealed record RunningGarnet(GarnetEngine Engine, IPEndPoint EndPoint, string ConnectionString);
}
