using System.Net;
using LiveParking.GatewayTests.Api;
using LiveParking.GatewayTests.Cameras;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.IdentityModel.JsonWebTokens;

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
        // An operator of that time removes, and makes no tokens of this one.
        Assert.Equal(HttpStatusCode.NoContent, (await HttpAnswer.SendAsync(manager, HttpMethod.Delete, $"/api/v1/locations/{location}/levels/upper/history")).Status);
        (await HttpAnswer.SendAsync(manager, HttpMethod.Post, "/api/v1/tokens", """{"role":"viewer"}""")).IsProblem(403, "forbidden");
        using var sensor = system.Http(Token("sensor"));
        var reading = $$"""{"readings":[{"id":"1","sensorId":"s","at":"{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}","kind":"entry"}]}""";
        Assert.Equal(
            HttpStatusCode.OK,
            (await HttpAnswer.SendAsync(sensor, HttpMethod.Post, $"/api/v1/locations/{location}/levels/upper/readings", reading)).Status);
        await using var viewer = await system.ConnectAsync("cameras", Protocol.MessagePack, Token("viewer"));
        await Eventually.WithinAsync(HubErrors.FirstAsync<CameraFrame>(CamerasHubTests.Watch(viewer, ParkingSystem.PrivateCamera)));
    }

    [Fact]
    public async Task Tokens_of_0_2_0_are_refused_when_the_operator_says_so_and_can_be_revoked_by_owner()
    {
        using var copy = new TempFolder();
        File.Copy(Path.Combine(Folder, "keys", "k1.key"), copy["k1.key"]);
        await using var closed = new ParkingSystem(options => options.KeysFolder = copy.Path, builder => builder.Configuration["Auth:AcceptLegacyTokens"] = "false");
        await closed.InitializeAsync();
        using var refused = closed.Http(Token("operator"));
        (await HttpAnswer.SendAsync(refused, HttpMethod.Get, "/api/v1/locations")).IsProblem(401, "unauthorized");

        await using var open = new ParkingSystem(options => options.KeysFolder = copy.Path);
        await open.InitializeAsync();
        using var manager = open.Http(Token("operator"));
        Assert.Equal(HttpStatusCode.OK, (await HttpAnswer.SendAsync(manager, HttpMethod.Get, "/api/v1/locations")).Status);
        using var admin = open.Http(open.Token(Role.Admin, "*"));
        var subject = Uri.EscapeDataString(new JsonWebToken(Token("operator")).Subject);
        Assert.Equal(HttpStatusCode.OK, (await HttpAnswer.SendAsync(admin, HttpMethod.Delete, $"/api/v1/tokens?subject={subject}")).Status);
        await Eventually.HoldsAsync(
            async () => (await HttpAnswer.SendAsync(manager, HttpMethod.Get, "/api/v1/locations")).Status == HttpStatusCode.Unauthorized, "the token was revoked");
    }

    private static string Token(string name) => File.ReadAllText(Path.Combine(Folder, $"{name}.token")).Trim();
}
