using System.Globalization;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Backups;

/// <summary>All state under traffic: saved by one command, restored elsewhere, moved from <c>./run</c> to a cluster. It is the state of one moment.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_running_system_is_saved_and_restored_elsewhere()
    {
        var file = _folder["site.backup"];
        var restored = _folder["restored"];
        await using var traffic = new PairedTraffic();
        string token;
        await using (var system = new StandaloneSystem("--no-demo"))
        {
            await system.StartAsync();
            token = await system.TokenAsync("operator");
            await traffic.BeginAsync(system.Operator);
            var before = await traffic.MoreAsync(100);
            Assert.StartsWith("Saved ", await SucceedAsync("Standalone", [], "backup", file, "--data", system.DataFolder), StringComparison.Ordinal);
            traffic.Saved = before;
            await traffic.MoreAsync(50);
            await traffic.EndAsync();
            Assert.Contains("is there already", await FailAsync("Standalone", [], "backup", file, "--data", system.DataFolder), StringComparison.Ordinal);
            Assert.Contains("in use by another", await FailAsync("Standalone", [("ConnectionStrings__Redis", "127.0.0.1:1")], "move", "--data", system.DataFolder), StringComparison.Ordinal);
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.StartsWith("Restored ", await SucceedAsync("Standalone", [], "restore", file, "--data", restored), StringComparison.Ordinal);
        Assert.Contains("is there", await FailAsync("Standalone", [], "restore", file, "--data", restored), StringComparison.Ordinal);
        Assert.Contains("There is no file", await FailAsync("Standalone", [], "restore", _folder["none"], "--data", _folder["other"]), StringComparison.Ordinal);
        Assert.Contains("holds no state", await FailAsync("Standalone", [], "backup", _folder["new"], "--data", _folder["other"]), StringComparison.Ordinal);

        await using var elsewhere = new StandaloneSystem("--no-demo") { DataFolder = restored };
        await elsewhere.StartAsync();
        using var api = new Api(elsewhere.Address, token);
        await traffic.RequireOneMomentAsync(api);
    }

    [Fact]
    public async Task A_stopped_system_is_moved_to_a_cluster_and_the_cluster_is_saved_and_restored_elsewhere()
    {
        await using var first = new RedisServer();
        await using var second = new RedisServer();
        await Task.WhenAll(first.StartAsync(), second.StartAsync());
        await using var moved = new PairedTraffic();
        await using var traffic = new PairedTraffic();
        string token;
        await using (var system = new StandaloneSystem("--no-demo") { DataFolder = _folder["data"] })
        {
            await system.StartAsync();
            token = await system.TokenAsync("operator");
            await moved.BeginAsync(system.Operator);
            moved.Saved = await moved.MoreAsync(30);
            await moved.EndAsync();
        }

        var ofFirst = Variables(first, "keys-1");
        Assert.Contains("both agree", await SucceedAsync("Standalone", ofFirst, "move", "--data", _folder["data"], "--keys", _folder["keys-1"]), StringComparison.Ordinal);
        Assert.Contains("already: restore into an empty one", await FailAsync("Standalone", ofFirst, "move", "--data", _folder["data"]), StringComparison.Ordinal);

        var file = _folder["cluster.backup"];
        await using (var cluster = await SmallCluster.StartAsync(_folder.Path, ofFirst))
        using (var api = new Api(cluster.Address, token))
        {
            await moved.RequireOneMomentAsync(api);
            await traffic.BeginAsync(api);
            var before = await traffic.MoreAsync(100);
            Assert.StartsWith("Saved ", await SucceedAsync("Silo", ofFirst, "backup", file), StringComparison.Ordinal);
            traffic.Saved = before;
            await traffic.MoreAsync(50);
            await traffic.EndAsync();
        }

        var ofSecond = Variables(second, "keys-2");
        Assert.StartsWith("Restored ", await SucceedAsync("Silo", ofSecond, "restore", file), StringComparison.Ordinal);
        await using var restored = await SmallCluster.StartAsync(_folder.Path, ofSecond);
        using var elsewhere = new Api(restored.Address, token);
        await moved.RequireOneMomentAsync(elsewhere);
        await traffic.RequireOneMomentAsync(elsewhere);
    }

    [Fact]
    public async Task A_central_silo_does_not_start_on_half_a_restore()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        await using (var connection = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(redis.ConnectionString))
            await connection.GetDatabase().StringSetAsync("live-parking/restoring", "yes");

        var error = await FailAsync(
            "Silo", Variables(redis, "keys"), "--role", "central", "--silo-port", Text(FreePort.Next()), "--gateway-port", Text(FreePort.Next()));

        Assert.Contains("A restore into this Redis has not finished", error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private (string, string?)[] Variables(RedisServer redis, string keys) => [("ConnectionStrings__Redis", redis.ConnectionString), ("LIVEPARKING_KEYS", _folder[keys])];

    private async Task<string> SucceedAsync(string program, (string Name, string? Value)[] variables, params string[] arguments)
    {
        var (code, text) = await RunAsync(program, variables, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}: {text}");
        return text;
    }

    private async Task<string> FailAsync(string program, (string Name, string? Value)[] variables, params string[] arguments)
    {
        var (code, text) = await RunAsync(program, variables, arguments);
        Assert.Equal(1, code);
        Assert.Single(text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return text;
    }

    private async Task<(int Code, string Text)> RunAsync(string program, (string Name, string? Value)[] variables, string[] arguments)
    {
        await using var child = await Child.StartAsync(
            arguments[0], _folder.Path, ["dotnet", Repository.Program(program), .. arguments], variables.ToDictionary(each => each.Name, each => each.Value));
        var code = await child.ExitAsync();
        return (code, string.Join('\n', child.Output.Concat(child.Errors)));
    }
}
