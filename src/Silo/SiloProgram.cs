using LiveParking.Backups;
using LiveParking.Notifications;
using LiveParking.Cameras.Capture;
using LiveParking.Grains.Alarms;
using LiveParking.Grains.Audit;
using LiveParking.Grains.Levels;
using LiveParking.Grains.Locations;
using LiveParking.Hosting.Clustering;
using LiveParking.Hosting.Programs;
using LiveParking.Hosting.Redis;
using LiveParking.Hosting.Settings;
using LiveParking.LiveStreams;
using LiveParking.Telemetry;

namespace LiveParking.Silo;

/// <summary>Runs one silo until it is stopped.</summary>
internal static partial class SiloProgram
{
    private static readonly TimeSpan RedisRetry = TimeSpan.FromSeconds(1);

    /// <summary>Runs the silo.</summary>
    /// <param name="sources">The settings file and the command line.</param>
    /// <param name="overrule">Overrides the section <c>Silo</c> with values of the command line.</param>
    /// <param name="cameras">The cameras attached to this machine.</param>
    /// <param name="faults">The errors of the command line so far. All errors are reported together.</param>
    /// <param name="cancellationToken">Stops the silo.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        SettingSources sources, Action<SiloSettings> overrule, IReadOnlyList<CameraOptions> cameras, List<string> faults, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.AddLiveParkingConsole();
        faults.AddRange(sources.AddTo(builder.Configuration));
        var settings = SiloSettings.Read(builder.Configuration, faults);
        overrule(settings);
        var identity = new ClusterIdentity();
        SectionBinder.Bind(builder.Configuration.GetSection("Cluster"), identity, faults);
        var options = settings.ToOptions(builder.Configuration.GetConnectionString("Redis"), identity, faults);
        if (options.Role == SiloRole.Central && cameras.Count > 0)
            faults.Add("A central silo has no cameras: give --camera and --cameras to a silo with --role site.");
        if (faults.Count == 0)
            faults.AddRange(TakenPorts(options));
        AddLiveStreams(builder.Services, builder.Configuration);
        AddOccupancyOptions(builder.Services, builder.Configuration);
        faults.AddRange(OptionFaults.Find(services => AddOccupancyOptions(services, builder.Configuration)));
        faults.AddRange(OptionFaults.Find(services => AddLiveStreams(services.AddLiveStreamReceiver(), builder.Configuration)));
        if (faults.Count > 0)
            return StartFailure.Print(faults);

        if (!await WaitForRedisAsync(options.Redis, cancellationToken))
            return 0;
        if (options.Role != SiloRole.Site && await RestoreFaultAsync(options) is { } fault)
            return StartFailure.Print(fault);
        return await StartFailure.RunAsync(
            () =>
            {
                builder.AddLiveParkingSilo(options, cameras);
                builder.AddLiveParkingTelemetry("live-parking-silo");
                return Task.FromResult<IHost?>(builder.Build());
            },
            cancellationToken);
    }

    /// <summary>Why this silo may not start on the state that is there; null when it may.</summary>
    private static async Task<string?> RestoreFaultAsync(SiloOptions options)
    {
        try
        {
            await using var states = await StateStore.ConnectAsync(options.Redis, options.Identity.ServiceId);
            return await states.IsRestoringAsync() ? "A restore into this Redis has not finished: wait for it, or run 'restore' again." : null;
        }
        catch (BackupException problem)
        {
            return problem.Message;
        }
    }

    private static void AddOccupancyOptions(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOccupancyOptions();
        services.AddOptions<LevelOptions>().BindSection(configuration, LevelOptions.Section);
        services.AddOptions<AlarmOptions>().BindSection(configuration, AlarmOptions.Section);
        services.AddOptions<NotificationOptions>().BindSection(configuration, NotificationOptions.Section);
        services.AddOptions<LocationOptions>().BindSection(configuration, LocationOptions.Section);
        services.AddOptions<AuditOptions>().BindSection(configuration, AuditOptions.Section);
    }

    private static void AddLiveStreams(IServiceCollection services, IConfiguration configuration) =>
        services.AddOptions<LiveStreamOptions>().BindSection(configuration, "LiveStreams");

    private static IEnumerable<string> TakenPorts(SiloOptions options) =>
        new[] { options.SiloPort, options.AdvertisedGatewayPort }
            .Where(port => port > 0 && TcpPorts.IsTaken(options.Address, port))
            .Select(port => $"Port {port} on {options.Address} is in use: choose another with --silo-port and --gateway-port.");

    /// <summary>Waits for Redis. A silo may start before its Redis: it logs this once and waits.</summary>
    private static async Task<bool> WaitForRedisAsync(string redis, CancellationToken cancellationToken)
    {
        string? lastReported = null;
        while (await RedisConnection.ProbeAsync(redis, TimeSpan.FromSeconds(3)) is { } problem)
        {
            if (problem != lastReported)
                await Console.Error.WriteLineAsync($"Waiting: {problem}");
            lastReported = problem;
            await Task.Delay(RedisRetry, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
                return false;
        }

        return true;
    }
}
