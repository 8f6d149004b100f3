using System.Globalization;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Backups;

/// <summary>One central silo and one gateway.</summary>
internal sealed class SmallCluster : IAsyncDisposable
{
    private readonly LiveProgram _silo;
    private readonly LiveProgram _gateway;

    private SmallCluster(string folder, (string Name, string? Value)[] variables)
    {
        var environment = variables.ToDictionary(each => each.Name, each => each.Value);
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));
        _silo = new LiveProgram(
            "central", "Silo", folder,
            ["--role", "central", "--silo-port", Text(FreePort.Next()), "--gateway-port", Text(FreePort.Next()), "--Management:Port", Text(FreePort.Next())], environment);
        _gateway = new LiveProgram(
            "gateway", "Gateway", folder, ["--urls", Address.GetLeftPart(UriPartial.Authority), "--Management:Port", Text(FreePort.Next())], environment);
    }

    /// <summary>Where the gateway serves.</summary>
    public Uri Address { get; }

    /// <summary>Starts both and waits until the gateway is ready.</summary>
    public static async Task<SmallCluster> StartAsync(string folder, (string Name, string? Value)[] variables)
    {
        var cluster = new SmallCluster(folder, variables);
        await Task.WhenAll(cluster._silo.StartAsync(), cluster._gateway.StartAsync());
        using var api = new Clients.Api(cluster.Address);
        await Eventually.HoldsAsync(api.IsReadyAsync, "the cluster serves");
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _silo.DisposeAsync();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
