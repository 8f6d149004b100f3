using System.Net.Sockets;
using LiveParking.Backups;
using LiveParking.EmbeddedStore;
using LiveParking.Hosting.Clustering;

namespace LiveParking.Standalone;

/// <summary>Gives a backup to each program of the same user that connects to the socket of the data folder. Writes wait while the state is read.</summary>
internal sealed partial class BackupService(StoreServer store, StandaloneOptions options, TimeProvider timeProvider, ILogger<BackupService> logger) : BackgroundService
{
    /// <summary>A program that takes longer to take its backup is cut off, so that it holds up no other one.</summary>
    private static readonly TimeSpan MaxSending = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    /// <summary>Whatever goes wrong here is no reason to end the system.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var listener = OwnerSocket.Listen(store);
            while (!stoppingToken.IsCancellationRequested)
                await ServeOneAsync(listener, stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            Log.NoSocket(logger, exception.Message);
        }
    }

    private async Task ServeOneAsync(OwnerSocket listener, CancellationToken stoppingToken)
    {
        try
        {
            using var socket = await listener.AcceptAsync(stoppingToken);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            limit.CancelAfter(MaxSending);
            // Compression writes its end without a token.
            await using var cut = limit.Token.Register(socket.Dispose);
            await SendAsync(socket, limit.Token);
        }
        catch (Exception exception)
        {
            if (stoppingToken.IsCancellationRequested)
                return;
            Log.Failed(logger, exception.Message);
            await Task.Delay(PauseAfterFault, timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SendAsync(Socket socket, CancellationToken cancellationToken)
    {
        await using var states = await StateStore.ConnectAsync(store.ConnectionString, ClusterIdentity.DefaultServiceId);
        Backup backup;
        var started = timeProvider.GetTimestamp();
        using (await store.PauseWritesAsync(cancellationToken))
            backup = Backup.Of(await states.ReadAsync(), timeProvider.GetUtcNow(), DataFolder.Keys(options.DataFolder));
        Log.Taken(logger, backup.States.Count, timeProvider.GetElapsedTime(started).TotalMilliseconds);
        await using var stream = new NetworkStream(socket);
        await BackupFile.WriteAsync(backup, stream, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Backup of {States} states; writes waited {Milliseconds:0} ms")]
        public static partial void Taken(ILogger logger, int states, double milliseconds);

        [LoggerMessage(LogLevel.Error, "The backup failed: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Error, "No backup can be taken while this runs: {Reason}")]
        public static partial void NoSocket(ILogger logger, string reason);
    }
}
