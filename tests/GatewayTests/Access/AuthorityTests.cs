using LiveParking.GatewayTests.Api;
using LiveParking.GatewayTests.Cameras;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.Extensions.Configuration;

namespace LiveParking.GatewayTests.Access;

/// <summary>People sign in at an OpenID Connect authority, which runs in a process of its own.</summary>
public sealed class AuthorityTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "LiveParking.SignInServer.dll");

    private readonly TempFolder _folder = new();
    private TestAuthority _authority = null!;
    private ParkingSystem _system = null!;

    public async Task InitializeAsync()
    {
        _authority = await TestAuthority.StartAsync(
            Program, _folder.Path, "guard:pass:parking-managers:east", "clerk:pass:accountants:east", "chief:pass:admin:east");
        Directory.CreateDirectory(_folder["page"]);
        await File.WriteAllTextAsync(Path.Combine(_folder["page"], "index.html"), "<!doctype html><title>Page</title>");
        _system = new ParkingSystem(options => options.PagePath = _folder["page"], builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Auth:Authority"] = _authority.Address.ToString(),
            ["Auth:RoleClaim"] = "roles",
            ["Auth:GroupClaim"] = "groups",
            ["Auth:Roles:0"] = "parking-managers=operator",
            ["Auth:IntrospectionClientId"] = "gateway",
            ["Auth:IntrospectionClientSecret"] = "gateway-secret",
        }));
        await _system.InitializeAsync();
        await _system.Grains.GetGrain<ILocationGrain>(ParkingSystem.CameraSite).ConfigureAsync(new LocationSettings("Cameras") { Groups = ["east"] });
    }

    public async Task DisposeAsync()
    {
        await _system.DisposeAsync();
        await _authority.DisposeAsync();
        _folder.Dispose();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    [Fact]
    public async Task Roles_and_groups_of_the_authority_are_those_of_its_tokens_and_own_tokens_are_accepted_beside_them()
    {
        var outside = await _system.NewLocationAsync();
        using var guard = _system.Http(await _authority.SignInAsync("guard", "pass"));
        Assert.Equal(200, (int)(await GetAsync(guard, $"/api/v1/locations/{ParkingSystem.CameraSite}/settings")).Status);
        (await GetAsync(guard, $"/api/v1/locations/{outside}/settings")).IsProblem(403, "forbidden");
        (await GetAsync(guard, "/api/v1/tokens")).IsProblem(403, "forbidden");
        // A role that means nothing here gives nothing, and one with the name of a role is that role.
        using var clerk = _system.Http(await _authority.SignInAsync("clerk", "pass"));
        (await GetAsync(clerk, $"/api/v1/locations/{ParkingSystem.CameraSite}/settings")).IsProblem(403, "forbidden");
        using var chief = _system.Http(await _authority.SignInAsync("chief", "pass"));
        Assert.Equal(200, (int)(await GetAsync(chief, "/api/v1/tokens")).Status);
        using var own = _system.Http(_system.Token(Role.Operator, "*"));
        Assert.Equal(200, (int)(await GetAsync(own, $"/api/v1/locations/{outside}/settings")).Status);
        // The change stands in the audit trail with the user's name.
        Assert.Equal(200, (int)(await HttpAnswer.SendAsync(
            guard, HttpMethod.Put, $"/api/v1/locations/{ParkingSystem.CameraSite}", """{"name":"Cameras","groups":["east"]}""")).Status);
        var newest = (await GetAsync(guard, $"/api/v1/audit?location={ParkingSystem.CameraSite}&action=location&limit=1")).Json.GetProperty("entries")[0];
        Assert.Equal("guard", newest.GetProperty("subject").GetString());
    }

    [Fact]
    public async Task A_rotated_key_is_followed_at_once()
    {
        using var before = _system.Http(await _authority.SignInAsync("guard", "pass"));
        Assert.Equal(200, (int)(await GetAsync(before, "/api/v1/locations")).Status);
        await _authority.RotateKeyAsync();
        var token = await _authority.SignInAsync("guard", "pass");
        await Eventually.HoldsAsync(
            async () =>
            {
                using var after = _system.Http(token);
                return (int)(await GetAsync(after, $"/api/v1/locations/{ParkingSystem.CameraSite}/settings")).Status == 200;
            },
            "a token of the new key is accepted");
    }

    [Theory]
    [InlineData("removed at the authority")]
    [InlineData("revoked here")]
    public async Task What_runs_for_a_user_ends_when_the_user_is(string end)
    {
        await using var viewer = await _system.ConnectAsync("cameras", Protocol.MessagePack, await _authority.SignInAsync("guard", "pass"));
        await using var staying = await _system.ConnectAsync("cameras", Protocol.MessagePack, await _authority.SignInAsync("chief", "pass"));
        await using var watching = CamerasHubTests.Watch(viewer, ParkingSystem.PrivateCamera).GetAsyncEnumerator();
        await using var other = CamerasHubTests.Watch(staying, ParkingSystem.PrivateCamera).GetAsyncEnumerator();
        Assert.True(await Eventually.WithinAsync(watching.MoveNextAsync().AsTask()));
        Assert.True(await Eventually.WithinAsync(other.MoveNextAsync().AsTask()));
        if (end == "revoked here")
        {
            using var admin = _system.Http(_system.Token(Role.Admin, "*"));
            Assert.Equal(200, (int)(await HttpAnswer.SendAsync(admin, HttpMethod.Delete, "/api/v1/tokens?subject=guard")).Status);
        }
        else
        {
            await _authority.RemoveUserAsync("guard");
        }

        var error = await HubErrors.OfAsync(Task.Run(async () =>
        {
            while (await watching.MoveNextAsync())
            {
            }
        }));
        Assert.StartsWith("unauthorized: ", error, StringComparison.Ordinal);
        Assert.True(await Eventually.WithinAsync(other.MoveNextAsync().AsTask()));
    }

    [Fact]
    public async Task The_page_learns_where_people_sign_in_and_may_ask_only_there()
    {
        using var nobody = _system.Http();
        var answer = (await GetAsync(nobody, "/api/v1/sign-in")).Json;
        Assert.Equal((_authority.Address.ToString(), "live-parking-page"), (answer.GetProperty("authority").GetString(), answer.GetProperty("clientId").GetString()));
        var page = await GetAsync(nobody, "/");
        Assert.Contains(
            $"connect-src 'self' ws: wss: {_authority.Address.GetLeftPart(UriPartial.Authority)};",
            page.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        await using var without = new ParkingSystem();
        await without.InitializeAsync();
        using var http = without.Http();
        (await GetAsync(http, "/api/v1/sign-in")).IsProblem(404, "no-sign-in");
        // Tokens of an authority that is not set are those of a stranger.
        using var guard = without.Http(await _authority.SignInAsync("guard", "pass"));
        (await GetAsync(guard, "/api/v1/locations")).IsProblem(401, "unauthorized");
    }

    private static Task<HttpAnswer> GetAsync(HttpClient http, string path) => HttpAnswer.SendAsync(http, HttpMethod.Get, path);
}
