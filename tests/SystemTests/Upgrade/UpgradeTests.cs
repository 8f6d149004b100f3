using System.Globalization;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Upgrade;

/// <summary>
/// The current programs open the stored state of every earlier release: counts, remembered readings, corrections, history, settings and sensors are there,
/// versions continue to grow, and its tokens work.
/// </summary>
public sealed class UpgradeTests
{
    public static TheoryData<string> EmbeddedReleases => [.. OldState.ReleasesWith("embedded")];

    public static TheoryData<string> RedisReleases => [.. OldState.ReleasesWith("redis")];

    [Theory]
    [MemberData(nameof(EmbeddedReleases))]
    public async Task A_standalone_system_goes_on_with_the_data_folder_of(string release)
    {
        using var old = OldState.Unpack("embedded", release);
        await using var system = new StandaloneSystem("--no-demo");
        Directory.Move(old.DataFolder, system.DataFolder);
        await system.StartAsync();
        using var checks = new OldStateChecks(system.Address, old);
        await checks.RequireAllAsync();
    }

    [Theory]
    [MemberData(nameof(RedisReleases))]
    public async Task A_cluster_goes_on_with_the_Redis_dump_of(string release)
    {
        using var old = OldState.Unpack("redis", release);
        await using var redis = new RedisServer();
        await redis.StartFromAsync(old.RedisDump);
        await using var gateway = new ClusterGateway("gateway", old.DataFolder, redis.ConnectionString, old.Token("operator"));
        await using var silo = new LiveProgram(
            "silo",
            "Silo",
            old.DataFolder,
            ["--role", "central", "--silo-port", Port(), "--gateway-port", Port()],
            new Dictionary<string, string?> { ["ConnectionStrings__Redis"] = redis.ConnectionString });
        await Task.WhenAll(gateway.Program.StartAsync(), silo.StartAsync());
        await Eventually.HoldsAsync(
            async () => silo.Child.IsRunning ? await gateway.Api.IsReadyAsync() : throw new InvalidOperationException(silo.Child.Tail()), "the gateway is ready");
        using var checks = new OldStateChecks(gateway.Address, old);
        await checks.RequireAllAsync();
    }

    private static string Port() => FreePort.Next().ToString(CultureInfo.InvariantCulture);
}
