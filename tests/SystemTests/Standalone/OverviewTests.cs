using System.Net;
using System.Text.Json;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Standalone;

/// <summary>After a restart the overview is complete by itself, without any request for a level.</summary>
public sealed class OverviewTests
{
    private const int Locations = 20, Spots = 50;

    /// <summary>Seconds after which a level is stale: unknown soon, stale and for long not unknown, neither.</summary>
    private static readonly int[] SilentAfter = [2, 2, 4, 3600, 3600];

    [Fact]
    public async Task A_killed_system_shows_all_its_levels_again_and_those_that_were_silent_through_it_grow_stale_and_unknown()
    {
        await using var system = new StandaloneSystem("--no-demo");
        await system.StartAsync();
        await Parallel.ForAsync(0, Locations, async (location, _) => await MakeAsync(system.Operator, location));
        var occupied = Enumerable.Range(0, Locations * SilentAfter.Length).Sum(Cars);
        Assert.Equal((SilentAfter.Length * Locations * Spots, occupied), await WhenCompleteAsync(system.Operator));

        await system.Child.KillAsync();
        await system.StartAsync();

        Assert.Equal((SilentAfter.Length * Locations * Spots, occupied), await WhenCompleteAsync(system.Operator));
        await Eventually.HoldsAsync(async () => await CountAsync(system.Operator, "stale") == 3 * Locations, "three levels of each are stale");
        await Eventually.HoldsAsync(async () => await CountAsync(system.Operator, "unknown") >= 2 * Locations, "two of them are unknown then");
        Assert.Equal(3 * Locations, await CountAsync(system.Operator, "stale"));
        Assert.Equal((SilentAfter.Length * Locations * Spots, occupied), await WhenCompleteAsync(system.Operator));
    }

    private static int Cars(int level) => level * 7 % Spots;

    private static async Task MakeAsync(Api api, int location)
    {
        (await api.PutAsync($"/api/v1/locations/site-{location}", new { name = $"Site {location}" })).Require(HttpStatusCode.OK);
        List<object> readings = [];
        for (var level = 0; level < SilentAfter.Length; level++)
        {
            (await api.PutAsync(
                $"/api/v1/locations/site-{location}/levels/p{level}",
                new { name = $"P{level}", counting = "count", capacity = new { standard = Spots }, silentAfter = SilentAfter[level] })).Require(HttpStatusCode.OK);
            readings.Add(new
            {
                location = $"site-{location}", level = $"p{level}", id = "1", sensorId = "counter", at = TimeProvider.System.GetUtcNow(), kind = "count",
                occupied = Cars((location * SilentAfter.Length) + level),
            });
        }

        var results = (await api.PostAsync("/api/v1/readings", new { readings })).Require(HttpStatusCode.OK).GetProperty("results");
        // A gateway whose machine stalls calls a level twice: then the reading is known from the first call.
        Assert.All(results.EnumerateArray(), result => Assert.Contains(result.GetProperty("outcome").GetString(), (string[])["accepted", "duplicate"]));
    }

    /// <summary>Total and occupied of all sites, when every level of each is in the overview with what it counted.</summary>
    private static async Task<(int Total, int Occupied)> WhenCompleteAsync(Api api)
    {
        var overview = default(JsonElement);
        await Eventually.HoldsAsync(
            async () =>
            {
                overview = await api.ReadAsync("/api/v1/overview");
                return overview.GetProperty("complete").GetBoolean() && Count(overview, "total") == Locations * SilentAfter.Length
                    && overview.GetProperty("locations").EnumerateArray().All(location => location.GetProperty("spots").GetProperty("occupied").GetInt32() > 0);
            },
            "the overview is complete");
        var spots = overview.GetProperty("spots");
        return (spots.GetProperty("total").GetInt32(), spots.GetProperty("occupied").GetInt32());
    }

    private static async Task<int> CountAsync(Api api, string kind) => Count(await api.ReadAsync("/api/v1/overview"), kind);

    private static int Count(JsonElement overview, string kind) =>
        overview.GetProperty("locations").EnumerateArray().Sum(location => location.GetProperty("levels").GetProperty(kind).GetInt32());
}
