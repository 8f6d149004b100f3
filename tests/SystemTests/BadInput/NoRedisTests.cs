using System.Globalization;
using System.Net;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.BadInput;

/// <summary>A Redis that is not there yet is waited for, with one sentence.</summary>
public sealed class NoRedisTests
{
    [Fact]
    public async Task A_silo_waits_and_a_gateway_serves_and_says_why_until_Redis_comes()
    {
        using var folder = new TempFolder();
        await using var redis = new RedisServer();
        var variables = new Dictionary<string, string?> { ["ConnectionStrings__Redis"] = redis.ConnectionString, ["LIVEPARKING_KEYS"] = folder["keys"] };
        await using var silo = new LiveProgram(
            "waiting-silo",
            "Silo",
            folder.Path,
            ["--role", "central", "--silo-port", Text(FreePort.Next()), "--gateway-port", Text(FreePort.Next())],
            variables);
        var address = new Uri($"http://127.0.0.1:{Text(FreePort.Next())}");
        await using var gateway = new LiveProgram("waiting-gateway", "Gateway", folder.Path, ["--urls", address.ToString()], variables);
        await Task.WhenAll(silo.StartAsync(), gateway.StartAsync());

        var said = await silo.Child.ErrorLineAsync(line => line.Contains("Redis", StringComparison.Ordinal), "that it waits");
        Assert.Contains(redis.ConnectionString, said, StringComparison.Ordinal);
        using var api = new Api(address);
        await Eventually.HoldsAsync(async () => (await api.GetAsync("/health/live")).Status == HttpStatusCode.OK, "the gateway lives");
        await Eventually.HoldsAsync(
            async () => (await api.GetAsync("/health/ready")).Text.Contains($"Redis at {redis.ConnectionString}", StringComparison.Ordinal),
            "the gateway names Redis as the reason");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await api.GetAsync("/health/ready")).Status);
        var refused = await api.GetAsync("/api/v1/locations");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (refused.Status, refused.ContentType));

        await redis.StartAsync();
        await Eventually.HoldsAsync(api.IsReadyAsync, "silo and gateway found Redis by themselves");
        Assert.Single(silo.Child.Errors);
        Assert.DoesNotContain(
            silo.Child.Output.Concat(gateway.Child.Output).Concat(gateway.Child.Errors), line => line.Contains("   at ", StringComparison.Ordinal));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
