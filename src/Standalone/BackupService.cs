using System.Net.Sockets;
using LiveParking.Backups;
using LiveParking.EmbeddedStore;
using LiveParking.Hosting.Clustering;

namespace LiveParking.Standalone;

/// <summary>Gives a backup to each program of the same user that connects to the socket of the data folder. Writes wait while the state is read.</summary>
internal sealed partial class BackupService(StoreServer store, StandaloneOptions options, TimeProvider timeProvider, ILogger<BackupService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listener = OwnerSocket.Listen(store);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                using var socket = await listener.AcceptAsync(stoppingToken);
                await SendAsync(socket, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is BackupException or IOException or SocketException or UnauthorizedAccessException)
            {
                Log.Failed(logger, exception.Message);
            }
        }
    }

    private async Task SendAsync(Socket socket, CancellationToken cancellation)
    {
        await using var states = await StateStore.ConnectAsync(store.ConnectionString, ClusterIdentity.DefaultServiceId);
        Backup backup;
        var started = timeProvider.GetTimestamp();
        using (await store.PauseWritesAsync(cancellation))
            backup = Backup.Of(await states.ReadAsync(), timeProvider.GetUtcNow(), DataFolder.Keys(options.DataFolder));
        Log.Taken(logger, backup.States.Count, timeProvider.GetElapsedTime(started).TotalMilliseconds);
        await using var stream = new NetworkStream(socket);
        await BackupFile.WriteAsync(backup, stream, cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Backup of {States} states; writes waited {Milliseconds:0} ms")]
        public static partial void Taken(ILogger logger, int states, double milliseconds);

        [LoggerMessage(LogLevel.Error, "The backup failed: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
