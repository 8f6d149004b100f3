using LiveParking.Hosting.Redis;
using LiveParking.StoreTests.Stores;
using StackExchange.Redis;

namespace LiveParking.StoreTests.Connection;

public sealed class RedisConnectionTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Probe_nobody_listens_names_host_and_port_but_not_the_password()
    {
        var port = FreePort.Next();

        var problem = await RedisConnection.ProbeAsync($"127.0.0.1:{port},password=secret-word", Timeout);

        Assert.StartsWith($"Redis at 127.0.0.1:{port} cannot be reached", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_host_that_does_not_exist_names_it()
    {
        var problem = await RedisConnection.ProbeAsync("no-such-host.invalid", Timeout);

        Assert.StartsWith("Redis at no-such-host.invalid:6379 cannot be reached", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("password=secret-word")]
    [InlineData("localhost,password=secret-word,connectTimeout=soon")]
    public async Task Probe_unreadable_connection_string_says_so_without_quoting_it(string connectionString)
    {
        var problem = await RedisConnection.ProbeAsync(connectionString, Timeout);

        Assert.StartsWith("The connection string of Redis", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",password=wrong")]
    public async Task Probe_password_missing_or_wrong_says_so(string suffix)
    {
        await using var redis = new RedisUnderTest("--requirepass", "secret-word");
        await redis.StartAsync();

        Assert.Contains("refuses the password", await RedisConnection.ProbeAsync(redis.ConnectionString + suffix, Timeout), StringComparison.Ordinal);
        Assert.Null(await RedisConnection.ProbeAsync(redis.ConnectionString + ",password=secret-word", Timeout));
    }

    [Theory]
    [InlineData(null, "--appendonly", "yes")]
    [InlineData("appendfsync everysec", "--appendfsync", "everysec")]
    [InlineData("appendonly off", "--appendonly", "no")]
    public async Task Check_durability_warns_of_what_could_be_lost(string? expected, string setting, string value)
    {
        await using var redis = new RedisUnderTest(setting, value);
        await redis.StartAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(RedisConnection.Parse(redis.ConnectionString));

        var warning = await RedisConnection.CheckDurabilityAsync(connection);

        if (expected is null)
            Assert.Null(warning);
        else
            Assert.Contains(expected, warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_what_the_operator_says_wins_over_the_defaults()
    {
        var options = RedisConnection.Parse("redis.example:6380,connectTimeout=900,ssl=true");

        Assert.Equal(900, options.ConnectTimeout);
        Assert.True(options.Ssl);
        Assert.False(options.AbortOnConnectFail);
        Assert.Equal("redis.example:6380", RedisConnection.Describe("redis.example:6380,password=secret-word"));
    }
}
