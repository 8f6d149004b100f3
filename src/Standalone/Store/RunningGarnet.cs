using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace LiveParking.Standalone.Store;

/// <summary>A Garnet that has read what is stored and listens.</summary>
/// <param name="Engine">The server.</param>
/// <param name="EndPoint">Where it listens.</param>
/// <param name="ConnectionString">How to reach it, with the password.</param>
internal sealed record RunningGarnet(GarnetEngine Engine, IPEndPoint EndPoint, string ConnectionString)
{
    private const int PortAttempts = 5;

    /// <summary>Starts it on the port of the options, or on a free one.</summary>
    /// <exception cref="EmbeddedStoreException">It cannot start.</exception>
    public static async Task<RunningGarnet> StartAsync(EmbeddedStoreOptions options, string folder, ILoggerFactory loggers)
    {
        var password = string.IsNullOrEmpty(options.Password) ? RandomNumberGenerator.GetHexString(64, lowercase: true) : options.Password;
        var logger = loggers.CreateLogger<EmbeddedStore>();
        for (var attempt = 1; ; attempt++)
        {
            var endPoint = new IPEndPoint(IPAddress.Loopback, options.Port == 0 ? FreePort() : options.Port);
            try
            {
                // It reads the whole log before it returns, and blocks for that long.
                var engine = await Task.Factory.StartNew(
                    () => Run(GarnetSettings.Create(options, folder, endPoint, password), loggers),
                    CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                var connection = new ConfigurationOptions { EndPoints = { endPoint }, Password = password };
                return new RunningGarnet(engine, endPoint, connection.ToString(includePassword: true));
            }
            catch (Exception exception) when (exception.GetBaseException() is SocketException && options.Port == 0 && attempt < PortAttempts)
            {
                // Somebody took the port between looking for it and listening.
                StoreLog.PortTaken(logger, endPoint);
            }
            catch (Exception exception)
            {
                throw Describe(exception, folder, endPoint);
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

    private static EmbeddedStoreException Describe(Exception exception, string folder, IPEndPoint endPoint)
    {
        var reason = exception.GetBaseException();
        var text = reason.Message.Split('\n')[0].Trim().TrimEnd('.');
        return new EmbeddedStoreException(
            reason switch
            {
                SocketException => $"The embedded store cannot listen on {endPoint} ({text}): choose another port, or 0 for a free one.",
                UnauthorizedAccessException or IOException =>
                    $"The files in '{folder}' cannot be opened ({text}): see their permissions and whether the disk is full.",
                _ => $"The store in '{folder}' cannot be read ({text}): restore the folder from a backup.",
            },
            exception);
    }

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
