using System.Diagnostics;
using System.Globalization;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Health;
using LiveParking.Hosting.Programs;
using LiveParking.Hosting.Redis;

namespace LiveParking.GatewayTests.Health;

public sealed class RedisReadinessTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _port = FreePort.Next().ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_Redis_that_comes_after_the_first_try_is_found_also_with_abort_connect()
    {
        var settings = new ClusterClientSettings(RedisConnection.Parse($"127.0.0.1:{_port},abortConnect=true,connectTimeout=500"));
        await using var readiness = new RedisReadiness(settings);
        Assert.NotNull(await Eventually.WithinAsync(readiness.FindAsync()));
        // The settings of others stay as they are.
        Assert.True(settings.Redis!.AbortOnConnectFail);

        // Ends with the test run at the latest: when its shell's input closes.
        using var redis = Process.Start(new ProcessStartInfo(
            "sh",
            ["-c", "redis-server --port \"$0\" --bind 127.0.0.1 --save '' --dir \"$1\" >/dev/null & p=$!; cat >/dev/null; kill -9 $p; wait $p", _port, _folder.Path])
        {
            RedirectStandardInput = true,
        })!;
        try
        {
            await Eventually.HoldsAsync(async () => await readiness.FindAsync() is null, "Redis answers");
        }
        finally
        {
            redis.StandardInput.Close();
            await Eventually.WithinAsync(redis.WaitForExitAsync());
        }
    }

    [Fact]
    public async Task One_that_never_connected_can_be_disposed_of()
    {
        var readiness = new RedisReadiness(new ClusterClientSettings(RedisConnection.Parse($"127.0.0.1:{_port},abortConnect=true,connectTimeout=500")));
        Assert.NotNull(await Eventually.WithinAsync(readiness.FindAsync()));
        await readiness.DisposeAsync();
    }
}
