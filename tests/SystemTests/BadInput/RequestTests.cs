using System.Net;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Hubs;

namespace LiveParking.SystemTests.BadInput;

/// <summary>A request that breaks a rule gets one clear sentence and changes nothing.</summary>
[Collection(OneSiteSuite.Name)]
public sealed class RequestTests(OneSite site)
{
    private const string Location = "bad-input";

    private const string Readings = $"/api/v1/locations/{Location}/levels/p1/readings";

    [Theory]
    [InlineData("/api/v1/locations/no-such-place", 404, "unknown-location")]
    [InlineData("/api/v1/locations/No_Slug", 400, "invalid-request")]
    [InlineData("/api/v1/cameras/no-such-camera", 404, "unknown-camera")]
    [InlineData("/api/v1/cameras/No_Slug/snapshot.jpg", 400, "invalid-request")]
    [InlineData("/api/v1/cameras/no-such-camera/stream.mjpg", 404, "unknown-camera")]
    [InlineData("/api/v1/cameras/clip/stream.mjpg?quality=best", 400, "invalid-request")]
    [InlineData("/api/v1/cameras/clip/stream.mjpg?maxFps=0", 400, "invalid-request")]
    [InlineData("/api/v1/cameras/clip/stream.mjpg?maxFps=-1", 400, "invalid-request")]
    [InlineData("/api/v1/cameras/clip/stream.mjpg?maxFps=NaN", 400, "invalid-request")]
    [InlineData("/api/v1/cameras/clip/snapshot.jpg?maxAge=-1", 400, "invalid-request")]
    [InlineData("/api/v1/cameras/clip/snapshot.jpg?maxAge=61", 400, "invalid-request")]
    [InlineData("/api/v1/cameras/clip/snapshot.jpg?quality=best", 400, "invalid-request")]
    [InlineData("/api/v1/cameras/no-such-camera/snapshot.jpg", 404, "unknown-camera")]
    [InlineData("/api/v1/nothing-here", 404, "not-found")]
    public async Task An_address_of_nothing_is_a_problem_with_a_code(string path, int status, string code) =>
        RequireProblem(await site.System.Operator.GetAsync(path), status, code);

    [Theory]
    [InlineData("{\"readings\": [", 400)]
    [InlineData("[]", 400)]
    [InlineData("{}", 400)]
    [InlineData("{\"readings\": []}", 400)]
    [InlineData("{\"readings\": \"all\"}", 400)]
    [InlineData("null", 400)]
    [InlineData("", 400)]
    public async Task A_body_that_is_no_batch_of_readings_changes_nothing(string body, int status)
    {
        await site.System.Operator.MakeLevelAsync(Location, "p1");
        var before = await site.System.Operator.LevelAsync(Location, "p1");
        RequireProblem(await site.System.Operator.PostTextAsync(Readings, body), status, "invalid-request");
        RequireProblem(await site.System.Operator.PostTextAsync(Readings, body, "text/plain"), 415, "unsupported-media-type");
        Assert.Equal(before, await site.System.Operator.LevelAsync(Location, "p1"));
    }

    [Fact]
    public async Task A_reading_for_a_level_that_does_not_exist_makes_none()
    {
        await site.System.Operator.MakeLevelAsync(Location, "p1");
        var body = new { readings = new[] { new SensorReading("r1", "s1", TimeProvider.System.GetUtcNow()) } };
        RequireProblem(await site.System.Operator.PostAsync($"/api/v1/locations/{Location}/levels/p9/readings", body), 404, "unknown-level");
        RequireProblem(
            await site.System.Operator.PostAsync("/api/v1/locations/no-such-place/levels/p1/readings", body), 404, "unknown-level", "unknown-location");
        RequireProblem(await site.System.Operator.PostAsync($"/api/v1/locations/{Location}/levels/P_1/readings", body), 400, "invalid-request");
        var levels = (await site.System.Operator.ReadAsync($"/api/v1/locations/{Location}")).GetProperty("levels");
        Assert.Equal("p1", Assert.Single(levels.EnumerateArray()).GetProperty("levelId").GetString());
        RequireProblem(await site.System.Operator.GetAsync("/api/v1/locations/no-such-place"), 404, "unknown-location");
    }

    [Fact]
    public async Task A_reading_that_breaks_a_rule_is_rejected_alone()
    {
        await site.System.Operator.MakeLevelAsync("rejects", "p1");
        var now = TimeProvider.System.GetUtcNow();
        var answer = (await site.System.Operator.PostAsync("/api/v1/locations/rejects/levels/p1/readings", new
        {
            readings = new object[]
            {
                new { id = "1", sensorId = "s", at = now, kind = "entry", count = 0 },
                new { id = "2", sensorId = "s", at = now.AddHours(1), kind = "entry" },
                new { id = "3", sensorId = "s", at = now, kind = "teleport" },
                new { id = "4", sensorId = "s", at = now, kind = "entry", count = 2 },
            },
        })).Require(HttpStatusCode.OK);
        Assert.Equal(
            ["rejected", "rejected", "rejected", "accepted"],
            answer.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("outcome").GetString()!));
        Assert.All(answer.GetProperty("results").EnumerateArray().Take(3), result => Assert.NotEmpty(result.GetProperty("reason").GetString()!));
        Assert.Equal(2, (await site.System.Operator.LevelAsync("rejects", "p1")).Occupied);
    }

    [Fact]
    public async Task Writing_needs_a_token_that_allows_it()
    {
        await site.System.Operator.MakeLevelAsync(Location, "p1");
        using var anybody = new Api(site.System.Address);
        using var forged = new Api(site.System.Address, "not-a-token");
        using var elsewhere = new Api(site.System.Address, await site.System.TokenAsync("sensor", "--location", "elsewhere"));
        var body = new { readings = new[] { new SensorReading("r1", "s1", TimeProvider.System.GetUtcNow()) } };
        RequireProblem(await anybody.PostAsync(Readings, body), 401, "unauthorized");
        RequireProblem(await forged.PostAsync(Readings, body), 401, "unauthorized");
        RequireProblem(await elsewhere.PostAsync(Readings, body), 403, "forbidden");
        RequireProblem(await anybody.PutAsync($"/api/v1/locations/{Location}", new { name = "Mine" }), 401, "unauthorized");
        RequireProblem(await anybody.GetAsync("/api/v1/cameras/guarded/snapshot.jpg"), 401, "unauthorized");
    }

    private static void RequireProblem(Answer answer, int status, params string[] codes)
    {
        Assert.Equal(status, (int)answer.Status);
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.Contains(answer.Json.GetProperty("code").GetString(), codes);
        var detail = answer.Json.GetProperty("detail").GetString()!;
        Assert.InRange(detail.Length, 10, 300);
        Assert.DoesNotContain("Exception", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);
    }
}
