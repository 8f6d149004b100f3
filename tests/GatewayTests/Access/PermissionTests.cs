using System.Reflection;
using LiveParking.Gateway.Access;
using LiveParking.GatewayTests.Api;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveParking.GatewayTests.Access;

/// <summary>Endpoints and hub methods are closed until somebody says who may use them.</summary>
public sealed class PermissionTests(ParkingSystem shared) : IClassFixture<ParkingSystem>
{
    [Fact]
    public async Task An_endpoint_or_hub_method_without_a_permission_is_closed_to_everybody_and_the_others_say_who_may()
    {
        await using var system = new ParkingSystem(_ => { }, prepare: null, app =>
        {
            app.MapGet("/new", () => "secret");
            app.MapGet("/authorized", () => "secret").RequireAuthorization();
            app.MapHub<NewHub>("/hubs/new").Allow(Permission.Anyone);
        });
        await system.InitializeAsync();
        using var admin = system.Http(system.Token(Role.Admin, "*"));
        using var nobody = system.Http();

        (await HttpAnswer.SendAsync(admin, HttpMethod.Get, "/new")).IsProblem(403, "forbidden");
        (await HttpAnswer.SendAsync(nobody, HttpMethod.Get, "/new")).IsProblem(403, "forbidden");
        (await HttpAnswer.SendAsync(admin, HttpMethod.Get, "/authorized")).IsProblem(403, "forbidden");
        // What is not there is told as before.
        (await HttpAnswer.SendAsync(nobody, HttpMethod.Get, "/nothing-here")).IsProblem(404, "not-found");
        (await HttpAnswer.SendAsync(nobody, HttpMethod.Post, "/api/v1/overview")).IsProblem(405, "method-not-allowed");

        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(system.Address, "/hubs/new"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(system.Token(Role.Admin, "*")))
            .Build();
        await hub.StartAsync();
        Assert.Contains("forbidden: ", (await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<string>("Closed"))).Message, StringComparison.Ordinal);
        Assert.Equal("open", await hub.InvokeAsync<string>("Open"));

        var endpoints = system.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToList();
        Assert.NotEmpty(endpoints);
        var closed = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<AllowAttribute>() is null).Select(endpoint => endpoint.RoutePattern.RawText);
        Assert.Equal(["/new", "/authorized"], closed);
    }

    /// <summary>Another permission of an endpoint or hub method is a decision that somebody takes, and writes here.</summary>
    [Fact]
    public async Task The_permission_of_each_endpoint_and_hub_method_is_the_listed_one()
    {
        var endpoints = shared.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"])
                .Select(method => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}: {endpoint.Metadata.GetMetadata<AllowAttribute>()!.Permission}"));
        var methods = typeof(AllowAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Hub))).SelectMany(hub => hub.GetMethods())
            .Where(method => method.GetCustomAttribute<AllowAttribute>() is not null)
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}: {method.GetCustomAttribute<AllowAttribute>()!.Permission}");

        var lines = endpoints.Concat(methods).Distinct().Order(StringComparer.Ordinal).ToList();

        var listed = await File.ReadAllLinesAsync(Path.Combine(LiveParking.Testing.Repository.Top, "tests", "GatewayTests", "Access", "permissions.txt"));
        Assert.True(lines.SequenceEqual(listed, StringComparer.Ordinal), $"permissions.txt has to be:\n{string.Join('\n', lines)}");
    }

    [Fact]
    public void Every_hub_method_says_who_may_call_it()
    {
        var hubs = typeof(AllowAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Hub)) && !type.IsAbstract).ToList();
        Assert.NotEmpty(hubs);
        var methods = hubs.SelectMany(hub => hub.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(method => method.GetBaseDefinition() == method);
        Assert.Empty(methods.Where(method => method.GetCustomAttribute<AllowAttribute>() is null).Select(method => $"{method.DeclaringType!.Name}.{method.Name}"));
    }

    [Theory]
    [InlineData("POST", "/readings", "sensor operator admin")]
    [InlineData("PUT", "", "operator admin")]
    [InlineData("GET", "/sensors", "operator admin")]
    public async Task A_role_opens_what_it_may_and_nothing_else(string method, string path, string roles)
    {
        var location = await shared.NewLocationAsync();
        foreach (var role in Enum.GetValues<Role>())
        {
            using var http = shared.Http(shared.Token(role, location));
            var status = (int)(await HttpAnswer.SendAsync(http, new HttpMethod(method), $"/api/v1/locations/{location}/levels/upper{path}", method == "GET" ? null : "{}")).Status;
            Assert.Equal((role, !roles.Split(' ').Contains(TokenClaims.Word(role))), (role, status == StatusCodes.Status403Forbidden));
        }
    }

    /// <summary>A hub that somebody adds.</summary>
    private sealed class NewHub : Hub
    {
        public string Closed() => $"secret {Context.ConnectionId}";

        [Allow(Permission.Anyone)]
        public string Open() => Context.ConnectionId.Length > 0 ? "open" : "closed";
    }
}
