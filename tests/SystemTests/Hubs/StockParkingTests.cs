using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using LiveParking.SystemTests.Clients;
using Xunit.Abstractions;

namespace LiveParking.SystemTests.Hubs;

/// <summary>The parking hub with the stock JavaScript client, in both protocols: names, words and times are those of the contract.</summary>
[Collection(OneSiteSuite.Name)]
public sealed partial class StockParkingTests(OneSite site, ITestOutputHelper log)
{
    [Theory, InlineData("json"), InlineData("messagepack")]
    public async Task A_phone_gets_the_snapshot_and_then_each_change(string protocol)
    {
        var (location, level) = ($"phone-{protocol}", "upper");
        await site.System.Operator.MakeLevelAsync(location, level, 20);
        await using var phone = await StockPhone.ConnectAsync(site.System.Address, protocol);

        var snapshot = (await phone.CallAsync("parking", "SubscribeToParking", location)).GetProperty("value");
        RequireLocation(snapshot, location);
        var empty = Assert.Single(snapshot.GetProperty("levels").EnumerateArray());
        RequireLevel(empty, location, level, "unknown", occupied: 0);

        var sent = Stopwatch.GetTimestamp();
        await EnterAsync(location, level, 18);
        var update = await phone.EventAsync("ParkingUpdate", status => Occupied(status) == 18);
        log.WriteLine($"{protocol}: the update was here {Stopwatch.GetElapsedTime(sent).TotalMilliseconds:0} ms after the reading was sent.");
        RequireLevel(update, location, level, "almostFull", occupied: 18);
        Assert.True(update.GetProperty("version").GetInt64() > empty.GetProperty("version").GetInt64());

        await EnterAsync(location, level, 3);
        RequireLevel(await phone.EventAsync("ParkingUpdate", status => Occupied(status) == 21), location, level, "full", occupied: 21);
    }

    [Theory, InlineData("json"), InlineData("messagepack")]
    public async Task A_phone_that_unsubscribed_gets_no_more_updates(string protocol)
    {
        var (left, kept) = ($"left-{protocol}", $"kept-{protocol}");
        await site.System.Operator.MakeLevelAsync(left, "p1");
        await site.System.Operator.MakeLevelAsync(kept, "p1");
        await using var phone = await StockPhone.ConnectAsync(site.System.Address, protocol);
        await phone.CallAsync("parking", "SubscribeToParking", left);
        await phone.CallAsync("parking", "SubscribeToParking", kept);
        await EnterAsync(left, "p1", 1);
        await phone.EventAsync("ParkingUpdate", status => Occupied(status) == 1 && IsOf(status, left));

        Assert.False((await phone.CallAsync("parking", "UnsubscribeFromParking", left)).TryGetProperty("error", out _));
        await EnterAsync(left, "p1", 1);

        // An update of the other location, changed later, has overtaken nothing: both take the same path.
        for (var cars = 1; cars <= 3; cars++)
        {
            await EnterAsync(kept, "p1", 1);
            await phone.EventAsync("ParkingUpdate", status => Occupied(status) == cars && IsOf(status, kept));
        }

        Assert.DoesNotContain(
            phone.Messages,
            message => message.TryGetProperty("event", out var name) && name.GetString() == "ParkingUpdate"
                && IsOf(message.GetProperty("value"), left) && Occupied(message.GetProperty("value")) == 2);
    }

    [Theory]
    [InlineData("json", "parking", "SubscribeToParking", "no-such-place", "unknown-location")]
    [InlineData("messagepack", "parking", "SubscribeToParking", "no-such-place", "unknown-location")]
    [InlineData("json", "parking", "SubscribeToParking", "No Slug!", "invalid-request")]
    [InlineData("messagepack", "parking", "SubscribeToParking", "No Slug!", "invalid-request")]
    [InlineData("json", "parking", "SubscribeToParking", 7, "invalid-request")]
    [InlineData("messagepack", "parking", "SubscribeToParking", 7, "invalid-request")]
    public async Task A_hub_error_begins_with_its_code(string protocol, string hub, string method, object argument, string code)
    {
        await using var phone = await StockPhone.ConnectAsync(site.System.Address, protocol);
        var error = (await phone.CallAsync(hub, method, argument)).GetProperty("error").GetString()!;
        Assert.Contains($"HubException: {code}: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);

        // The connection stays open.
        await site.System.Operator.MakeLevelAsync("after-error", "p1");
        Assert.True((await phone.CallAsync("parking", "SubscribeToParking", "after-error")).TryGetProperty("value", out _));
    }

    private static int Occupied(JsonElement level) => level.GetProperty("spots").GetProperty("occupied").GetInt32();

    private static bool IsOf(JsonElement level, string location) => level.GetProperty("locationId").GetString() == location;

    private static void RequireLocation(JsonElement status, string id)
    {
        RequireFields(status, ["id", "name", "status", "spots", "levels", "cameras", "version", "updatedAt"]);
        RequireFields(status.GetProperty("spots"), ["total", "occupied", "available"]);
        Assert.Equal(id, status.GetProperty("id").GetString());
        Assert.Equal($"Site {id}", status.GetProperty("name").GetString());
        Assert.Equal("unknown", status.GetProperty("status").GetString());
        Assert.Equal(20, status.GetProperty("spots").GetProperty("total").GetInt32());
        RequireTime(status.GetProperty("updatedAt"));
    }

    private static void RequireLevel(JsonElement level, string location, string id, string status, int occupied)
    {
        RequireFields(
            level,
            ["locationId", "levelId", "name", "spots", "status", "stale", "version", "updatedAt"],
            ["byType", "trend", "confidence"]);
        RequireFields(level.GetProperty("spots"), ["total", "occupied", "available"]);
        Assert.Equal(location, level.GetProperty("locationId").GetString());
        Assert.Equal(id, level.GetProperty("levelId").GetString());
        Assert.Equal($"Level {id}", level.GetProperty("name").GetString());
        Assert.Equal(status, level.GetProperty("status").GetString());
        Assert.Equal(20, level.GetProperty("spots").GetProperty("total").GetInt32());
        Assert.Equal(occupied, Occupied(level));
        Assert.Equal(Math.Max(0, 20 - occupied), level.GetProperty("spots").GetProperty("available").GetInt32());
        Assert.Equal(JsonValueKind.Number, level.GetProperty("version").ValueKind);
        Assert.Equal(JsonValueKind.False, level.GetProperty("stale").ValueKind);
        RequireTime(level.GetProperty("updatedAt"));
    }

    private static void RequireFields(JsonElement value, IReadOnlyList<string> needed, IReadOnlyList<string>? possible = null)
    {
        var names = value.EnumerateObject().Select(field => field.Name).ToList();
        Assert.Empty(needed.Except(names));
        Assert.Empty(names.Except([.. needed, .. possible ?? []]));
    }

    private static void RequireTime(JsonElement time)
    {
        Assert.Matches(UtcTime(), time.GetString());
        Assert.InRange(time.GetDateTimeOffset(), TimeProvider.System.GetUtcNow().AddMinutes(-10), TimeProvider.System.GetUtcNow().AddMinutes(1));
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")]
    private static partial Regex UtcTime();

    private async Task EnterAsync(string location, string level, int count)
    {
        var reading = new { id = Guid.NewGuid().ToString("N"), sensorId = "gate", at = TimeProvider.System.GetUtcNow(), kind = "entry", count };
        var answer = await site.System.Operator.PostAsync($"/api/v1/locations/{location}/levels/{level}/readings", new { readings = new[] { reading } });
        // A gateway whose machine stalls calls a level twice: then the reading is known from the first call.
        Assert.Contains(answer.Require(HttpStatusCode.OK).GetProperty("results")[0].GetProperty("outcome").GetString(), (string[])["accepted", "duplicate"]);
    }
}
