using System.Globalization;
using LiveParking.SystemTests.Clients;

namespace LiveParking.SystemTests.Processes;

/// <summary>One gateway of a cluster, on a port that survives a restart.</summary>
public sealed class ClusterGateway : IAsyncDisposable
{
    /// <summary>A gateway that is not started yet.</summary>
    /// <param name="name">For messages.</param>
    /// <param name="dataFolder">The folder whose <c>keys</c> sign tokens.</param>
    /// <param name="redis">The cluster's Redis.</param>
    /// <param name="token">The token that <see cref="Api"/> sends.</param>
    public ClusterGateway(string name, string dataFolder, string redis, string token)
    {
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));
        Api = new Api(Address, token);
        Program = new LiveProgram(
            name,
            "Gateway",
            dataFolder,
            ["--urls", Address.GetLeftPart(UriPartial.Authority)],
            new Dictionary<string, string?> { ["ConnectionStrings__Redis"] = redis, ["LIVEPARKING_KEYS"] = Path.Combine(dataFolder, "keys") });
    }

    /// <summary>Where it serves.</summary>
    public Uri Address { get; }

    /// <summary>Its API.</summary>
    public Api Api { get; }

    /// <summary>Its program.</summary>
    public LiveProgram Program { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Program.DisposeAsync();
    }
}
