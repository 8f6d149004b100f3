using System.Globalization;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Network;

/// <summary>Silos and gateways as separate processes on one Redis, each with certificates of its own.</summary>
public abstract class ClusterPrograms : IAsyncLifetime, IAsyncDisposable
{
    private readonly RedisServer _redis = new();
    private readonly List<IAsyncDisposable> _programs = [];

    /// <summary>The folder of certificates and keys.</summary>
    protected TempFolder Folder { get; } = new();

    public Task InitializeAsync() => _redis.StartAsync();

    public async Task DisposeAsync()
    {
        foreach (var program in _programs)
            await program.DisposeAsync();
        await _redis.DisposeAsync();
        Folder.Dispose();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A silo that is not started yet.</summary>
    protected LiveProgram Silo(string name, string role, int siloPort, int clientPort, Dictionary<string, string?> variables, params IEnumerable<string> options)
    {
        var silo = new LiveProgram(
            name, "Silo", Folder.Path, ["--role", role, "--silo-port", Text(siloPort), "--gateway-port", Text(clientPort), .. options],
            new Dictionary<string, string?>(variables)
            {
                ["ConnectionStrings__Redis"] = _redis.ConnectionString, ["LIVEPARKING_KEYS"] = role == "central" ? Folder["keys"] : null,
            });
        _programs.Add(silo);
        return silo;
    }

    /// <summary>A gateway that has no folder of keys: it verifies tokens by what the issuer says.</summary>
    protected async Task<(LiveProgram Program, Api Api)> GatewayAsync(string name, Dictionary<string, string?> variables)
    {
        var address = new Uri($"http://127.0.0.1:{Text(FreePort.Next())}");
        var gateway = new LiveProgram(
            name, "Gateway", Folder.Path, ["--urls", address.GetLeftPart(UriPartial.Authority)],
            new Dictionary<string, string?>(variables) { ["ConnectionStrings__Redis"] = _redis.ConnectionString, ["LIVEPARKING_KEYS"] = Folder["no-keys"] });
        _programs.Add(gateway);
        await gateway.StartAsync();
        return (gateway, new Api(address, await TokenProgram.IssueAsync(Folder.Path, "admin")));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
