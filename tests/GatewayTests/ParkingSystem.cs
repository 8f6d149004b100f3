using System.Globalization;
using System.Net.Http.Headers;
using System.Net;
using LiveParking.Cameras.Capture;
using LiveParking.Gateway;
using LiveParking.Gateway.Access;
using LiveParking.Gateway.MessagePack;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Storage;
using LiveParking.Hosting.Programs;
using LiveParking.Telemetry;
using LiveParking.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using GatewayOptions = LiveParking.Gateway.GatewayOptions;

namespace LiveParking.GatewayTests;

/// <summary>A silo and a gateway in one process, with state in memory, three cameras and real connections over loopback.</summary>
public sealed class ParkingSystem : IAsyncLifetime, IAsyncDisposable
{
    /// <summary>Where the cameras are.</summary>
    public const string CameraSite = "camera-site";

    /// <summary>A camera that everybody may watch, 30 pictures a second.</summary>
    public const string PublicCamera = "gate";

    /// <summary>A camera that needs a token with its location.</summary>
    public const string PrivateCamera = "office";

    /// <summary>A camera whose file does not exist.</summary>
    public const string BrokenCamera = "broken";

    /// <summary>A mapping of uplinks: <c>{device, time, cars}</c> is a count of the level <c>upper</c> of <c>mapped-site</c>.</summary>
    public const string Mapping = "plain";

    private readonly TempFolder _folder = new();
    private readonly Action<GatewayOptions>? _configure;
    private readonly Action<WebApplicationBuilder>? _prepare;
    private readonly Action<WebApplication>? _map;
    private readonly Func<string, Task<IReadOnlyList<CameraOptions>>>? _moreCameras;
    private int _cameras = 3;
    private WebApplication _app = null!;

    public ParkingSystem()
    {
    }

    internal ParkingSystem(Action<GatewayOptions> configure, Action<WebApplicationBuilder>? prepare = null, Action<WebApplication>? map = null) =>
        (_configure, _prepare, _map) = (configure, prepare, map);

    /// <param name="moreCameras">Makes cameras beside the three, given the folder for their files.</param>
    internal ParkingSystem(Func<string, Task<IReadOnlyList<CameraOptions>>> moreCameras) => _moreCameras = moreCameras;

    public Uri Address { get; private set; } = null!;

    /// <summary>The management port.</summary>
    public Uri Management { get; } = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));

    public IServiceProvider Services => _app.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public string KeysFolder => _folder["keys"];

    internal LogRecorder Logs { get; } = new();

    public async Task InitializeAsync()
    {
        var video = await TestVideo.MakeAsync(_folder.Path);
        var more = _moreCameras is null ? [] : await _moreCameras(_folder.Path);
        _cameras += more.Count;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Logs);
        builder.Host.UseOrleans(silo =>
        {
            var port = FreePort.Next();
            silo.UseDevelopmentClustering(new IPEndPoint(IPAddress.Loopback, port));
            silo.Configure<EndpointOptions>(endpoint =>
            {
                endpoint.AdvertisedIPAddress = IPAddress.Loopback;
                endpoint.SiloPort = port;
                endpoint.GatewayPort = 0;
            });
            silo.AddMemoryGrainStorage(StorageNames.Parking);
            silo.AddLiveParkingGrains().Services.AddTokenIssuer(KeysFolder);
            silo.AddCameras(
            [
                Camera(PublicCamera, $"file:{video}"),
                Camera(PrivateCamera, $"file:{video}", isPublic: false),
                Camera(BrokenCamera, $"file:{_folder["missing.avi"]}"),
                .. more,
            ]);
        });
        builder.AddLiveParkingGateway(options =>
        {
            options.KeysFolder = KeysFolder;
            options.FeedLinger = TimeSpan.FromMilliseconds(200);
            options.WatchPause = TimeSpan.FromSeconds(4);
            _configure?.Invoke(options);
        });
        File.WriteAllText(_folder["mappings.json"], """
            {"mappings": [{"name": "plain", "device": "device", "at": "time", "readings": [{"kind": "count", "occupied": "cars"}],
              "devices": {"d1": {"location": "mapped-site", "level": "upper"}}}]}
            """);
        builder.Configuration["mappings"] = _folder["mappings.json"];
        builder.Configuration["Management:Port"] = Management.Port.ToString(CultureInfo.InvariantCulture);
        builder.AddLiveParkingTelemetry("live-parking-test");
        _prepare?.Invoke(builder);
        _app = builder.Build();
        _ = Services.GetRequiredService<IssuerKeys>();
        _app.MapLiveParkingGateway();
        _map?.Invoke(_app);
        await _app.StartAsync();
        Address = new Uri(_app.Urls.First());
        await Eventually.HoldsAsync(CamerasAreKnownAsync, "the silo announced its cameras");
    }

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    /// <summary>Makes a location with one level <c>upper</c> and returns its id.</summary>
    public async Task<string> NewLocationAsync(int spots = 150, int levels = 1)
    {
        var id = $"site-{Guid.NewGuid():N}"[..24];
        var location = Grains.GetGrain<ILocationGrain>(id);
        await location.ConfigureAsync(new LocationSettings("Site"));
        for (var i = 0; i < levels; i++)
        {
            await location.ConfigureLevelAsync(
                i == 0 ? "upper" : $"level-{i}", new LevelSettings("Upper", CountingMode.Gates, new Dictionary<string, int> { ["standard"] = spots }));
        }

        return id;
    }

    public ILevelGrain Level(string location, string level = "upper") =>
        Grains.GetGrain<ILevelGrain>(new LevelKey(location, level).ToString());

    /// <summary>Lets a car in, as a sensor's call to the grain would.</summary>
    public async Task<LevelStatus> EnterAsync(string location, string level = "upper", int cars = 1) =>
        (await Level(location, level).ReportAsync(
            [new Reading(Guid.NewGuid().ToString("n"), "gate", TimeProvider.System.GetUtcNow(), ReadingKind.Entry, cars)])).Status;

    public string Token(Role role, params string[] locations) => Token(role, TimeSpan.FromHours(1), locations);

    public string Token(Role role, TimeSpan lifetime, params string[] locations) =>
        new TokenIssuer(KeysFolder, TimeProvider.System).Issue(role, locations, lifetime);

    public HttpClient Http(string? token = null)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = Eventually.Timeout };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A hub connection that is not started yet.</summary>
    public HubConnection Hub(string hub, Protocol protocol, string? token = null, Uri? through = null)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(through ?? Address, $"/hubs/{hub}"), options =>
        {
            if (token is not null)
                options.AccessTokenProvider = () => Task.FromResult<string?>(token);
        });
        Speak(builder, protocol);
        return builder.Build();
    }

    /// <summary>Has a connection speak a protocol as a client of this system does.</summary>
    public static void Speak(IHubConnectionBuilder builder, Protocol protocol)
    {
        if (protocol == Protocol.MessagePack)
            builder.AddMessagePackProtocol(options => options.SerializerOptions = WireMessagePack.Options);
        else
            builder.AddJsonProtocol(options => WireJson.Apply(options.PayloadSerializerOptions));
    }

    /// <summary>A started hub connection.</summary>
    public async Task<HubConnection> ConnectAsync(string hub, Protocol protocol = Protocol.Json, string? token = null, Uri? through = null)
    {
        var connection = Hub(hub, protocol, token, through);
        await Eventually.WithinAsync(connection.StartAsync());
        return connection;
    }

    internal static CameraOptions Camera(string id, string source, bool isPublic = true) => new()
    {
        Id = id,
        LocationId = CameraSite,
        Source = source,
        IsPublic = isPublic,
        PublicRung = CameraRung.High,
        Linger = TimeSpan.FromSeconds(1),
    };

    private async Task<bool> CamerasAreKnownAsync()
    {
        try
        {
            return (await Grains.GetGrain<ILocationGrain>(CameraSite).GetAsync()).Status.Cameras.Count == _cameras;
        }
        catch (UnknownLocationException)
        {
            return false;
        }
    }
}
