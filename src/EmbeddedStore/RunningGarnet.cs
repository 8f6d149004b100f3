using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace LiveParking.EmbeddedStore;

/// <summary>A Garnet server that has read the stored state and listens.</summary>
/// <param name="Engine">The server.</param>
/// <param name="EndPoint">Its address: a socket in the file system that only this user can open, or a TCP port.</param>
/// <param name="ConnectionString">The connection string, with the password.</param>
/// <param name="Socket">Keeps the socket reachable; null for a TCP port.</param>
internal sealed record RunningGarnet(GarnetEngine Engine, EndPoint EndPoint, string ConnectionString, StoreSocket? Socket) : IDisposable
{
    /// <summary>Starts it on a socket in its folder, or on the TCP port of the options.</summary>
    /// <exception cref="EmbeddedStoreException">It cannot start.</exception>
    public static async Task<RunningGarnet> StartAsync(EmbeddedStoreOptions options, string folder, ILoggerFactory loggers)
    {
        var password = string.IsNullOrEmpty(options.Password) ? RandomNumberGenerator.GetHexString(64, lowercase: true) : options.Password;
        var socket = options.Port == 0 ? StoreSocket.In(folder) : null;
        EndPoint endPoint = socket is null ? new IPEndPoint(IPAddress.Loopback, options.Port) : socket.EndPoint;
        try
        {
            // The start reads the whole log before it returns, and blocks the thread until then.
            var engine = await Task.Factory.StartNew(
                () => Run(GarnetSettings.Create(options, folder, endPoint, password), loggers),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            var connection = new ConfigurationOptions { EndPoints = { endPoint }, Password = password };
            return new RunningGarnet(engine, endPoint, connection.ToString(includePassword: true), socket);
        }
        catch (Exception exception)
        {
            socket?.Dispose();
            throw Describe(exception, folder, endPoint);
        }
    }

    /// <summary>Stops it.</summary>
    public void Dispose()
    {
        Engine.Dispose();
        Socket?.Dispose();
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

    private static EmbeddedStoreException Describe(Exception exception, string folder, EndPoint endPoint)
    {
        var reason = exception.GetBaseException();
        var text = reason.Message.Split('\n')[0].Trim().TrimEnd('.');
        return new EmbeddedStoreException(
            reason switch
            {
                SocketException => $"The embedded store cannot listen on {endPoint} ({text}): choose another port, or 0 for a socket in the data folder.",
                UnauthorizedAccessException or IOException =>
                    $"The files in '{folder}' cannot be opened ({text}): see their permissions and whether the disk is full.",
                _ => $"The store in '{folder}' cannot be read ({text}): restore the folder from a backup.",
            },
            exception);
    }
}
