using System.Net;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.BadInput;

/// <summary>Locations and their levels are bounded, and the answer beyond a bound says so.</summary>
public sealed class LocationLimitTests
{
    [Fact]
    [Trait("Hole", "7")]
    public async Task Locations_and_levels_above_the_limit_get_409_and_existing_ones_keep_working()
    {
        await using var system = new StandaloneSystem("--no-demo", "--Locations:MostLocations=2", "--Locations:LevelsPerLocation=2");
        await system.StartAsync();
        var api = system.Operator;
        await api.MakeLevelAsync("one", "p1");
        await api.MakeLevelAsync("two", "p1");
        await api.MakeLevelAsync("one", "p2");

        Assert.Equal("too-many-locations", CodeOf(await PutLocationAsync("three")));
        Assert.Equal("too-many-levels", CodeOf(await PutLevelAsync("p3")));
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync("/api/v1/locations/three")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync("/api/v1/locations/one/levels/p3")).Status);

        // An existing one can be changed, and a removal makes room.
        (await PutLocationAsync("two")).Require(HttpStatusCode.OK);
        (await PutLevelAsync("p2")).Require(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NoContent, (await system.Admin.DeleteAsync("/api/v1/locations/one/levels/p2")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await system.Admin.DeleteAsync("/api/v1/locations/two")).Status);
        (await PutLocationAsync("three")).Require(HttpStatusCode.OK);
        (await PutLevelAsync("p3")).Require(HttpStatusCode.OK);

        Task<Answer> PutLocationAsync(string id) => api.PutAsync($"/api/v1/locations/{id}", new { name = id });

        Task<Answer> PutLevelAsync(string id) =>
            api.PutAsync($"/api/v1/locations/one/levels/{id}", new { name = id, counting = "gates", capacity = new { standard = 10 } });
    }

    private static string? CodeOf(Answer answer) => answer.Require(HttpStatusCode.Conflict).GetProperty("code").GetString();
}
