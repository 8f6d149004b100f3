using System.Net;
using LiveParking.GatewayTests.Api;
using LiveParking.GatewayTests.Cameras;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.GatewayTests.Access;

/// <summary>Tokens that the command <c>token</c> of release 0.2.0 printed, with the key file that it made. They are good until 2036.</summary>
public sealed class Release020Tests
{
    private static readonly string Folder = Path.Combine(Repository.Top, "tests", "GatewayTests", "Access", "Release020");

    [Fact]
    public async Task Tokens_of_0_2_0_go_on_working()
    {
        using var copy = new TempFolder();
        File.Copy(Path.Combine(Folder, "keys", "k1.key"), copy["k1.key"]);
        await using var system = new ParkingSystem(options => options.KeysFolder = copy.Path);
        await system.InitializeAsync();
        var location = await system.NewLocationAsync();

        using var manager = system.Http(Token("operator"));
        Assert.Equal(HttpStatusCode.OK, (await HttpAnswer.SendAsync(manager, HttpMethod.Put, $"/api/v1/locations/{location}", """{"name":"Old"}""")).Status);
        using var sensor = system.Http(Token("sensor"));
        var reading = $$"""{"readings":[{"id":"1","sensorId":"s","at":"{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}","kind":"entry"}]}""";
        Assert.Equal(
            HttpStatusCode.OK,
            (await HttpAnswer.SendAsync(sensor, HttpMethod.Post, $"/api/v1/locations/{location}/levels/upper/readings", reading)).Status);
        await using var viewer = await system.ConnectAsync("cameras", Protocol.MessagePack, Token("viewer"));
        await Eventually.WithinAsync(HubErrors.FirstAsync<CameraFrame>(CamerasHubTests.Watch(viewer, ParkingSystem.PrivateCamera)));
    }

    private static string Token(string name) => File.ReadAllText(Path.Combine(Folder, $"{name}.token")).Trim();
}
