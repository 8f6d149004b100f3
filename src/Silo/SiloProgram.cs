using LiveParking.Grains.Cameras.Capture;
using LiveParking.Grains.Hosting;
using LiveParking.Grains.Interfaces;
using LiveParking.Redis;

namespace LiveParking.Silo;

/// <summary>Runs one silo until it is told to stop.</summary>
internal static partial class SiloProgram
{
    private static readonly TimeSpan RedisRetry = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(Func<string, SiloOptions> read, IReadOnlyList<CameraOptions> cameras, CancellationToken cancel)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.AddLiveParkingConsole();
        if (builder.Configuration.GetConnectionString("Redis") is not { Length: > 0 } redis)
            return StartFailure.Print("ConnectionStrings__Redis is not set: give host:port of the cluster's Redis.");
        if (RedisFault(redis) is { } fault)
            return StartFailure.Print(fault);
        var options = read(redis);
        if (options.Role == SiloRole.Central && cameras.Count > 0)
            return StartFailure.Print("A central silo has no cameras: give --camera and --cameras to a silo with --role site.");
        foreach (var port in new[] { options.SiloPort, options.AdvertisedGatewayPort }.Where(port => port > 0))
        {
            if (FreePorts.IsTaken(options.Address, port))
                return StartFailure.Print($"Port {port} on {options.Address} is in use: choose another with --silo-port and --gateway-port.");
        }

        if (!await WaitForRedisAsync(redis, cancel))
            return 0;
        builder.AddLiveParkingSilo(options, cameras);
        using var host = builder.Build();
        return await StartFailure.RunAsync(host, cancel);
    }

    /// <summary>What is wrong with the connection string, without what it holds; null when it can be read.</summary>
    private static string? RedisFault(string redis)
    {
        try
        {
            RedisConnection.Parse(redis);
            return null;
        }
        catch (ArgumentException fault)
        {
            return fault.Message.Split(" (Parameter")[0];
        }
    }

    /// <summary>A silo may start before its Redis: it says so once and waits.</summary>
    private static async Task<bool> WaitForRedisAsync(string redis, CancellationToken cancel)
    {
        string? said = null;
        while (await RedisConnection.ProbeAsync(redis, TimeSpan.FromSeconds(3)) is { } problem)
        {
            if (problem != said)
                await Console.Error.WriteLineAsync($"Waiting: {problem}");
            said = problem;
            await Task.Delay(RedisRetry, TimeProvider.System, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancel.IsCancellationRequested)
                return false;
        }

        return true;
    }
}
