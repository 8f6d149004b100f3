using System.Net;
using LiveParking.Hosting.Programs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace LiveParking.Telemetry;

/// <summary>
/// The management port: <c>/metrics</c>, and what the program adds. A web server of its own, so that nothing of it can be reached through the public port. It starts before the program's
/// other services and says why the program is not ready yet.
/// </summary>
internal sealed partial class ManagementServer(
    IOptions<ManagementOptions> options, MeterProvider meters, IEnumerable<IManagementEndpoints> endpoints, ILoggerFactory loggers) : IHostedService, IAsyncDisposable
{
    /// <summary>Ports that are tried when none is configured.</summary>
    private const int PortsTried = 10;

    private readonly ILogger _logger = loggers.CreateLogger<ManagementServer>();
    private WebApplication? _server;

    /// <summary>The port that it listens on; null when it does not.</summary>
    public int? Port { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Port == 0)
            return;
        if (!IPAddress.TryParse(options.Value.Address, out var address))
            throw new StartException([$"Management:Address is an IP address, not '{options.Value.Address}'."]);
        var ports = options.Value.Port is { } only ? [only] : Enumerable.Range(ManagementOptions.UsualPort, PortsTried);
        foreach (var port in ports)
        {
            if (await TryListenAsync(address, port, cancellationToken))
            {
                Port = port;
                Log.Listening(_logger, new IPEndPoint(address, port));
                return;
            }
        }

        if (options.Value.Port is { } taken)
            throw new StartException([$"Port {taken} on {address} is in use: choose another with Management:Port, or 0 for none."]);
        Log.NoPort(_logger, ManagementOptions.UsualPort, ManagementOptions.UsualPort + PortsTried - 1);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is not null)
            await _server.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private async Task<bool> TryListenAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        var server = Build(address, port);
        try
        {
            await server.StartAsync(cancellationToken);
            _server = server;
            return true;
        }
        catch (IOException error) when (error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await server.DisposeAsync();
            return false;
        }
    }

    private WebApplication Build(IPAddress address, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address, port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<ILoggerFactory>(loggers);
        var server = builder.Build();
        server.UseRouting();
        server.MapPrometheusScrapingEndpoint("/metrics", meters, configureBranchedPipeline: null, optionsName: null);
        foreach (var one in endpoints)
            one.Map(server);
        return server;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Metrics and health details at http://{Address}")]
        public static partial void Listening(ILogger logger, IPEndPoint address);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Ports {First} to {Last} are in use: this program has no management port. Choose one with Management:Port.")]
        public static partial void NoPort(ILogger logger, int first, int last);
    }
}
