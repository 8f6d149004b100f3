using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using LiveParking.SystemTests.Clients;

namespace LiveParking.SystemTests.Upgrade;

/// <summary>Asks the present programs, over HTTP and with the tokens of the earlier release, for all that it had stored.</summary>
internal sealed class OldStateChecks(Uri address, OldState old) : IDisposable
{
    private readonly Api _viewer = new(address, old.Token("viewer"));
    private readonly Api _sensor = new(address, old.Token("sensor"));
    private readonly Api _limited = new(address, old.Token("limited"));
    private readonly Api _operator = new(address, old.Token("operator"));
    private readonly Api _admin = new(address, old.Token("admin"));

    /// <summary>All checks. Queries come before changes.</summary>
    public async Task RequireAllAsync()
    {
        await RequireTokensAsync();
        foreach (var level in Levels())
        {
            await RequireCountsAsync(level);
            await RequireSettingsAsync(level);
            await RequireCorrectionsAsync(level);
            await RequireSensorsAsync(level);
            await RequireHistoryAsync(Path(level), level.GetProperty("history"));
        }

        await RequireHistoryAsync("/api/v1/locations/old-mall/levels/removed", old.Expected.GetProperty("removed").GetProperty("history"));
        await RequireDuplicatesAsync();
        foreach (var level in Levels())
            await RequireCountsAsync(level);
        await RequireRepeatedCorrectionAsync();
        foreach (var level in Levels())
            await RequireNewVersionsAsync(level);
        await RequireRemovedLevelGoesOnAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var api in new[] { _viewer, _sensor, _limited, _operator, _admin })
            api.Dispose();
    }

    private static string Path(JsonElement level) => $"/api/v1/locations/{level.GetProperty("location")}/levels/{level.GetProperty("level")}";

    private IEnumerable<JsonElement> Levels() => old.Expected.GetProperty("levels").EnumerateArray();

    private async Task RequireTokensAsync()
    {
        foreach (var api in new[] { _viewer, _sensor, _limited, _operator, _admin })
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/api/v1/locations/old-mall")).Status);
        foreach (var api in new[] { _operator, _admin })
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/api/v1/locations/old-mall/settings")).Status);
        foreach (var api in new[] { _viewer, _sensor })
            Assert.Equal(HttpStatusCode.Forbidden, (await api.PutAsync("/api/v1/locations/old-mall", new { name = "Mine" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _viewer.PostAsync($"{Path(Levels().First())}/readings", NewReading("entry"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _limited.PostAsync($"{Path(Levels().First())}/readings", NewReading("entry"))).Status);
        using var forged = new Api(address, old.Token("admin")[..^4] + "AAAA");
        Assert.Equal(HttpStatusCode.Unauthorized, (await forged.GetAsync("/api/v1/locations/old-mall/settings")).Status);
    }

    /// <summary>The status itself depends on how long the sensors have been silent by now; the numbers do not.</summary>
    private async Task RequireCountsAsync(JsonElement level)
    {
        var (was, now) = (level.GetProperty("status"), await _viewer.ReadAsync(Path(level)));
        foreach (var name in new[] { "name", "spots", "byType", "heightLimit", "closedReason" })
            Assert.Equal(Member(was, name), Member(now, name));
        Assert.True(Version(now) >= Version(was), $"{Path(level)} went back from version {Version(was)} to {Version(now)}.");
    }

    private async Task RequireSettingsAsync(JsonElement level)
    {
        var now = await _operator.ReadAsync($"{Path(level)}/settings");
        foreach (var member in level.GetProperty("settings").EnumerateObject())
            Assert.Equal(JsonSerializer.Serialize(member.Value), Member(now, member.Name));
        using var http = new HttpClient { BaseAddress = address };
        using var request = new HttpRequestMessage(HttpMethod.Put, Path(level)) { Content = new StringContent(now.GetRawText(), new MediaTypeHeaderValue("application/json")) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", old.Token("operator"));
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await Answer.ReadAsync(await http.SendAsync(request))).Status);
        using var tagged = await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"{Path(level)}/settings") { Headers = { Authorization = request.Headers.Authorization } });
        Assert.Equal(level.GetProperty("tag").GetString(), tagged.Headers.ETag?.Tag);
    }

    private async Task RequireCorrectionsAsync(JsonElement level)
    {
        var corrections = level.GetProperty("corrections");
        if (corrections.GetArrayLength() == 0)
            return;
        var at = corrections[0].GetProperty("at").GetDateTimeOffset();
        var now = await _operator.ReadAsync($"{Path(level)}/corrections?from={Day(at, -1)}&to={Day(at, 2)}");
        Assert.Equal(corrections.GetArrayLength(), now.GetArrayLength());
        foreach (var (was, member) in corrections.EnumerateArray().Zip(now.EnumerateArray()).SelectMany(pair => pair.First.EnumerateObject().Select(member => (member, pair.Second))))
            Assert.Equal(JsonSerializer.Serialize(was.Value), Member(member, was.Name));
        Assert.NotEqual(0, (await _operator.ReadAsync($"{Path(level)}/drift?from={Day(at, -1)}&to={Day(at, 2)}")).GetArrayLength());
    }

    private async Task RequireSensorsAsync(JsonElement level)
    {
        var now = (await _operator.ReadAsync($"{Path(level)}/sensors")).GetProperty("sensors").EnumerateArray().ToDictionary(sensor => sensor.GetProperty("id").GetString()!);
        foreach (var was in level.GetProperty("sensors").EnumerateArray())
        {
            foreach (var name in new[] { "lastSeen", "lastReadingAt", "battery", "accepted", "late", "rejected" })
                Assert.Equal(Member(was, name), Member(now[was.GetProperty("id").GetString()!], name));
        }
    }

    /// <summary>The last bucket was still in the making.</summary>
    private async Task RequireHistoryAsync(string path, JsonElement buckets)
    {
        var range = old.Expected.GetProperty("range").GetString();
        var now = (await _viewer.ReadAsync($"{path}/history?{range}")).GetProperty("buckets").EnumerateArray().Select(bucket => JsonSerializer.Serialize(bucket)).ToHashSet();
        var was = buckets.EnumerateArray().Select(bucket => JsonSerializer.Serialize(bucket)).SkipLast(1).ToList();
        Assert.All(was, bucket => Assert.Contains(bucket, now));
    }

    /// <summary>The newest readings of each level are remembered, and those of one sensor that are forgotten are late: none counts again.</summary>
    private async Task RequireDuplicatesAsync()
    {
        var total = 0;
        foreach (var sent in old.Expected.GetProperty("sent").EnumerateArray().Where(sent => sent.GetProperty("level").GetString() != "removed"))
        {
            foreach (var readings in sent.GetProperty("readings").EnumerateArray().Chunk(500))
            {
                var answer = await _sensor.PostAsync($"{Path(sent)}/readings", new { readings });
                var outcomes = answer.Require(HttpStatusCode.OK).GetProperty("results").EnumerateArray().Select(result => result.GetProperty("outcome").GetString()).ToList();
                Assert.All(outcomes, outcome => Assert.Contains(outcome, (string[])["duplicate", "late"]));
                var remembered = outcomes.Count(outcome => outcome == "duplicate");
                Assert.True(remembered >= Math.Min(outcomes.Count, 16), $"{Path(sent)}: only {remembered} are remembered");
                total += outcomes.Count;
            }
        }

        Assert.True(total > 300);
    }

    private async Task RequireRepeatedCorrectionAsync()
    {
        var path = "/api/v1/locations/old-mall/levels/gates/corrections";
        var level = Levels().Single(level => level.GetProperty("level").GetString() == "gates");
        (await _operator.PostAsync(path, new { id = "walk-1", occupied = 3, reason = "Walked through" })).Require(HttpStatusCode.OK);
        await RequireCountsAsync(level);
    }

    private async Task RequireNewVersionsAsync(JsonElement level)
    {
        var before = await _viewer.ReadAsync(Path(level));
        var counting = level.GetProperty("settings").GetProperty("counting").GetString();
        var answer = (await _sensor.PostAsync($"{Path(level)}/readings", NewReading(counting == "gates" ? "entry" : counting == "spots" ? "spot" : "count"))).Require(HttpStatusCode.OK);
        Assert.Equal("accepted", answer.GetProperty("results")[0].GetProperty("outcome").GetString());
        var now = answer.GetProperty("status");
        Assert.True(Version(now) > Version(before), $"{Path(level)}: version {Version(now)} after {Version(before)}");
        if (counting == "gates")
            Assert.Equal(Occupied(before) + 1, Occupied(now));
    }

    private async Task RequireRemovedLevelGoesOnAsync()
    {
        var path = "/api/v1/locations/old-mall/levels/removed";
        Assert.Equal(HttpStatusCode.NotFound, (await _viewer.GetAsync(path)).Status);
        var made = (await _operator.PutAsync(path, new { name = "Made again", counting = "gates", capacity = new { standard = 5 } })).Require(HttpStatusCode.OK);
        var last = Version(old.Expected.GetProperty("removed").GetProperty("status"));
        Assert.True(Version(made) > last, $"version {Version(made)} after {last}");
        Assert.Equal(0, Occupied(made));
    }

    private static object NewReading(string kind)
    {
        var reading = new Dictionary<string, object>
        {
            ["id"] = Guid.NewGuid().ToString("N"), ["sensorId"] = "new-sensor", ["at"] = TimeProvider.System.GetUtcNow(), ["kind"] = kind,
        };
        if (kind == "count")
            reading["occupied"] = 5;
        if (kind == "spot")
            (reading["spotId"], reading["occupied"]) = ("A0", true);
        return new { readings = new[] { reading } };
    }

    private static string Day(DateTimeOffset at, int days) => at.AddDays(days).UtcDateTime.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture);

    private static string? Member(JsonElement of, string name) => of.TryGetProperty(name, out var member) ? JsonSerializer.Serialize(member) : null;

    private static long Version(JsonElement status) => status.GetProperty("version").GetInt64();

    private static int Occupied(JsonElement status) => status.GetProperty("spots").GetProperty("occupied").GetInt32();
}
