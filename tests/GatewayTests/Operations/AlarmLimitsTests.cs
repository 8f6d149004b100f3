using LiveParking.GatewayTests.Api;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Tokens;

namespace LiveParking.GatewayTests.Operations;

[Collection(ParkingCollection.Name)]
public sealed class AlarmLimitsTests(ParkingSystem system)
{
    [Fact]
    public async Task Operators_set_see_and_remove_the_limits_of_their_locations_and_groups_only()
    {
        var (mine, foreign, group) = (await system.NewLocationAsync(), await system.NewLocationAsync(), $"region-{Guid.NewGuid():N}"[..20]);
        await system.Grains.GetLocation(mine).ConfigureAsync(new LocationSettings("Mine", Groups: [group]));
        using var all = system.Http(system.Token(Role.Operator, "*"));
        using var http = system.Http(new TokenIssuer(system.KeysFolder, TimeProvider.System)
            .Issue(new TokenRequest(Role.Operator, TimeSpan.FromHours(1)) { Scope = new TokenScope { Groups = [group] } }, "test").Token);
        Assert.Equal("""{"batteryBelowPercent":40}""", (await PutAsync(all, $"locations/{foreign}", """{"batteryBelowPercent":40}""")).Text);

        Assert.Equal("""{"fullAfterMinutes":20,"driftAbovePercent":9}""", (await PutAsync(http, $"groups/{group}", """{"fullAfterMinutes":20,"driftAbovePercent":9}""")).Text);
        Assert.Equal("""{"batteryBelowPercent":30}""", (await PutAsync(http, $"locations/{mine}", """{"batteryBelowPercent":30}""")).Text);
        (await PutAsync(http, $"locations/{foreign}", """{"batteryBelowPercent":30}""")).IsProblem(403, "forbidden");
        (await PutAsync(http, "groups/elsewhere", """{"batteryBelowPercent":30}""")).IsProblem(403, "forbidden");
        var listed = (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/api/v1/alarm-limits")).Json;
        Assert.Equal([mine], listed.GetProperty("locations").EnumerateObject().Select(one => one.Name));
        Assert.Equal([group], listed.GetProperty("groups").EnumerateObject().Select(one => one.Name));

        Assert.Equal(204, (int)(await DeleteAsync(http, $"locations/{mine}")).Status);
        Assert.Equal(204, (int)(await DeleteAsync(http, $"groups/{group}")).Status);
        (await DeleteAsync(http, $"groups/{group}")).IsProblem(404, "unknown-alarm-limits");
        (await DeleteAsync(http, $"locations/{foreign}")).IsProblem(403, "forbidden");
        Assert.Equal(204, (int)(await DeleteAsync(all, $"locations/{foreign}")).Status);
    }

    [Theory]
    [InlineData("{}", "body")]
    [InlineData("""{"batteryBelowPercent":0}""", "batteryBelowPercent")]
    [InlineData("""{"fullAfterMinutes":"long"}""", "fullAfterMinutes")]
    [InlineData("""{"driftAbovePercent":5.5}""", "driftAbovePercent")]
    public async Task Wrong_limits_are_refused_by_name(string body, string field)
    {
        using var http = system.Http(system.Token(Role.Operator, "*"));
        var location = await system.NewLocationAsync();

        (await PutAsync(http, $"locations/{location}", body)).IsProblem(400, "invalid-request", field);
        (await PutAsync(http, "locations/never-made", """{"batteryBelowPercent":30}""")).IsProblem(404, "unknown-location");
    }

    private static Task<HttpAnswer> PutAsync(HttpClient http, string target, string body) =>
        HttpAnswer.SendAsync(http, HttpMethod.Put, $"/api/v1/alarm-limits/{target}", body);

    private static Task<HttpAnswer> DeleteAsync(HttpClient http, string target) => HttpAnswer.SendAsync(http, HttpMethod.Delete, $"/api/v1/alarm-limits/{target}");
}
