using System.Globalization;
using System.Net;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Network;

/// <summary>A cluster with mutual TLS: a central silo, the silo of a site, a gateway; and two locations.</summary>
public sealed class GrainDoor : IAsyncLifetime, IAsyncDisposable
{
    /// <summary>The location of the programs, and another one; each has the level <c>upper</c>.</summary>
    public const string Location = "mall", Elsewhere = "elsewhere";

    /// <summary>The camera of <see cref="Location"/>, on the silo of the site.</summary>
    public const string Camera = "gate";

    /// <summary>A sensor of both levels, from which a reading has come.</summary>
    public const string Sensor = "gate-1";

    private readonly TempFolder _folder = new();
    private readonly RedisServer _redis = new();
    private readonly List<IAsyncDisposable> _programs = [];

    /// <summary>The port for clients of the central silo.</summary>
    public int ClientPort { get; } = FreePort.Next();

    /// <summary>The address of the central silo, as its client inside is named.</summary>
    public int SiloPort { get; } = FreePort.Next();

    /// <summary>The API of the gateway, with a token of an administrator.</summary>
    internal Api Api { get; private set; } = null!;

    /// <summary>The certificates of the cluster.</summary>
    internal ClusterCertificates Certificates { get; private set; } = null!;

    /// <summary>The silo of the site, and what it says.</summary>
    internal LiveProgram Site { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await _redis.StartAsync();
        Certificates = new ClusterCertificates(_folder.Path, "cluster");
        await Silo("central", Certificates.Variables("central")).StartAsync();
        var address = new Uri($"http://127.0.0.1:{Text(FreePort.Next())}");
        var gateway = new LiveProgram(
            "gateway", "Gateway", _folder.Path, ["--urls", address.GetLeftPart(UriPartial.Authority)],
            new Dictionary<string, string?>(Certificates.Variables("gateway")) { ["ConnectionStrings__Redis"] = _redis.ConnectionString, ["LIVEPARKING_KEYS"] = _folder["no-keys"] });
        _programs.Add(gateway);
        await gateway.StartAsync();
        Api = new Api(address, await TokenAsync("admin"));
        await Eventually.HoldsAsync(Api.IsReadyAsync, "the gateway is ready");
        foreach (var location in new[] { Location, Elsewhere })
        {
            await Api.MakeLevelAsync(location, "upper", 100);
            var reading = new { id = "first", sensorId = Sensor, at = TimeProvider.System.GetUtcNow(), kind = "entry" };
            (await Api.PostAsync($"/api/v1/locations/{location}/levels/upper/readings", new { readings = new[] { reading } })).Require(HttpStatusCode.OK);
        }

        Site = Silo("site", Certificates.Variables("site", locations: [Location]), "--public-camera", "*", "--camera", $"{Camera}@{Location}=demo:gate", "--camera", $"stray@{Elsewhere}=demo:gate");
        await Site.StartAsync();
        await Eventually.HoldsAsync(
            async () => (await Api.GetAsync($"/api/v1/cameras/{Camera}/snapshot.jpg")).Status == HttpStatusCode.OK, "a picture crosses from the site's silo to the gateway");
    }

    /// <summary>A car comes in now.</summary>
    internal static Reading Entry(string sensor) => new(Guid.NewGuid().ToString("N"), sensor, TimeProvider.System.GetUtcNow(), ReadingKind.Entry);

    /// <summary>Prints a token.</summary>
    public Task<string> TokenAsync(string role, params IEnumerable<string> options) => TokenProgram.IssueAsync(_folder.Path, [role, .. options]);

    /// <summary>Connects a program that has a certificate of an integrator.</summary>
    internal Task<ProgramClient> ConnectAsync(string? token) => ConnectAsync("integrator", token is null ? null : () => token);

    /// <summary>Connects a program.</summary>
    internal Task<ProgramClient> ConnectAsync(string unit, Func<string>? token) => ProgramClient.ConnectAsync(ClientPort, Certificates.Variables(unit), token);

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (var program in Enumerable.Reverse(_programs))
            await program.DisposeAsync();
        await _redis.DisposeAsync();
        _folder.Dispose();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    private LiveProgram Silo(string role, Dictionary<string, string?> variables, params IEnumerable<string> options)
    {
        var silo = new LiveProgram(
            role, "Silo", _folder.Path, [
                "--role", role, "--silo-port", Text(role == "central" ? SiloPort : FreePort.Next()), "--gateway-port", Text(role == "central" ? ClientPort : FreePort.Next()), .. options,
            ],
            new Dictionary<string, string?>(variables)
            {
                ["ConnectionStrings__Redis"] = _redis.ConnectionString, ["LIVEPARKING_KEYS"] = role == "central" ? _folder["keys"] : null,
            });
        _programs.Add(silo);
        return silo;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
