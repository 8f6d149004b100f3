using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using LiveParking.Gateway.Cameras;
using LiveParking.Gateway.Parking;
using LiveParking.GatewayTests.Api;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LiveParking.GatewayTests.Cameras;

[Collection(ParkingCollection.Name)]
public sealed partial class MediaTests(ParkingSystem system)
{
    [Fact]
    public async Task A_snapshot_starts_an_idle_camera_and_says_how_old_it_is()
    {
        using var http = system.Http();
        using var response = await http.GetAsync(new Uri($"/api/v1/cameras/{ParkingSystem.CameraSite}/snapshot.jpg", UriKind.Relative));
        var picture = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("image/jpeg", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal([0xff, 0xd8], picture[..2]);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.InRange(long.Parse(response.Headers.GetValues("X-Frame-Age").Single(), null), 0, 60_000);
        Assert.True(long.Parse(response.Headers.GetValues("X-Sequence").Single(), null) > 0);
        Assert.EndsWith("Z", response.Headers.GetValues("X-Captured-At").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_of_a_camera_without_pictures_is_503_with_the_reason_within_seconds()
    {
        using var http = system.Http();
        var started = Stopwatch.GetTimestamp();
        var answer = (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/cameras/{ParkingSystem.BrokenCamera}/snapshot.jpg")).IsProblem(503, "camera-offline");
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20));
        Assert.Contains("gave no picture within 5 s: ", answer.Text, StringComparison.Ordinal);
        Assert.NotNull(answer.Response.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("snapshot.jpg?maxAge=-1", "maxAge")]
    [InlineData("snapshot.jpg?maxAge=61", "maxAge")]
    [InlineData("snapshot.jpg?maxAge=NaN", "maxAge")]
    [InlineData("snapshot.jpg?maxAge=", "maxAge")]
    [InlineData("snapshot.jpg?maxAge=1&maxAge=2", "maxAge")]
    [InlineData("snapshot.jpg?quality=best", "quality")]
    [InlineData("stream.mjpg?quality=best", "quality")]
    [InlineData("stream.mjpg?maxFps=0", "maxFps")]
    [InlineData("stream.mjpg?maxFps=-1", "maxFps")]
    [InlineData("stream.mjpg?maxFps=NaN", "maxFps")]
    [InlineData("stream.mjpg?maxFps=Infinity", "maxFps")]
    [InlineData("stream.mjpg?maxFps=fast", "maxFps")]
    public async Task A_value_that_is_not_allowed_is_refused_by_its_name(string query, string field)
    {
        using var http = system.Http();
        (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/cameras/gate/{query}")).IsProblem(400, "invalid-request", field);
    }

    [Theory]
    [InlineData("nowhere", 404, "unknown-camera")]
    [InlineData("No_Slug", 400, "invalid-request")]
    [InlineData("office", 401, "unauthorized")]
    public async Task A_camera_that_may_not_or_cannot_be_seen_is_refused_by_both(string camera, int status, string code)
    {
        using var http = system.Http();
        foreach (var media in new[] { "snapshot.jpg", "stream.mjpg" })
        {
            (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/cameras/{camera}/{media}")).IsProblem(status, code, status == 400 ? "id" : null);
            Assert.Equal(status, (int)(await HttpAnswer.SendAsync(http, HttpMethod.Head, $"/api/v1/cameras/{camera}/{media}")).Status);
        }
    }

    [Theory]
    [InlineData("snapshot.jpg")]
    [InlineData("stream.mjpg")]
    public async Task Another_method_is_refused_with_those_that_are_allowed(string media)
    {
        using var http = system.Http();
        var answer = (await HttpAnswer.SendAsync(http, HttpMethod.Delete, $"/api/v1/cameras/gate/{media}")).IsProblem(405, "method-not-allowed");
        Assert.Equal(["GET", "HEAD"], answer.Response.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task A_picture_can_be_asked_for_that_is_captured_after_the_request()
    {
        await using var viewer = await system.ConnectAsync("cameras", Protocol.MessagePack);
        await using var watching = CamerasHubTests.Watch(viewer, ParkingSystem.PublicCamera).GetAsyncEnumerator();
        Assert.True(await Eventually.WithinAsync(watching.MoveNextAsync().AsTask()));
        using var http = system.Http();
        for (var i = 0; i < 3; i++)
        {
            var asked = TimeProvider.System.GetUtcNow();
            using var response = await http.GetAsync(Snapshot("maxAge=0"));
            Assert.Equal(200, (int)response.StatusCode);
            Assert.True(
                DateTimeOffset.Parse(response.Headers.GetValues("X-Captured-At").Single(), null) >= asked.AddMilliseconds(-1), "it was captured before the request");
        }
    }

    [Fact]
    public async Task A_rung_can_be_asked_for()
    {
        using var http = system.Http();
        var sizes = new List<int>();
        foreach (var quality in new[] { "low", "medium", "auto" })
        {
            var picture = await http.GetByteArrayAsync(Snapshot($"quality={quality}"));
            Assert.Equal([0xff, 0xd8], picture[..2]);
            sizes.Add(picture.Length);
        }

        Assert.True(sizes[0] < sizes[1] / 2, $"low has {sizes[0]} bytes, medium {sizes[1]}");
    }

    [Fact]
    public async Task Who_has_the_picture_already_gets_no_bytes_and_HEAD_gets_the_headers_only()
    {
        using var http = system.Http();
        using var first = await http.GetAsync(Snapshot("maxAge=60"));
        using var again = new HttpRequestMessage(HttpMethod.Get, Snapshot("maxAge=60"));
        again.Headers.IfNoneMatch.Add(System.Net.Http.Headers.EntityTagHeaderValue.Any);
        using var same = await http.SendAsync(again);
        Assert.Equal((304, 0), ((int)same.StatusCode, (await same.Content.ReadAsByteArrayAsync()).Length));
        Assert.NotNull(same.Headers.ETag);
        Assert.Single(same.Headers.GetValues("X-Frame-Age"));

        using var other = new HttpRequestMessage(HttpMethod.Get, Snapshot("maxAge=0"));
        other.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var newer = await http.SendAsync(other);
        Assert.Equal(200, (int)newer.StatusCode);
        Assert.NotEqual(first.Headers.ETag, newer.Headers.ETag);

        using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, Snapshot("")));
        Assert.Equal((200, "image/jpeg", 0), ((int)head.StatusCode, head.Content.Headers.ContentType!.MediaType, (await head.Content.ReadAsByteArrayAsync()).Length));
        Assert.True(head.Content.Headers.ContentLength > 1000);

        using var stream = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri("/api/v1/cameras/gate/stream.mjpg", UriKind.Relative)));
        Assert.Equal((200, "multipart/x-mixed-replace"), ((int)stream.StatusCode, stream.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task Two_hundred_snapshots_at_once_share_one_feed()
    {
        var feeds = system.Services.GetRequiredService<FrameFeeds>();
        await Eventually.HoldsAsync(() => feeds.Count == 0, "no feeds are left of other tests");
        using var http = system.Http();
        // No address may wait for more than 64.
        var clients = Enumerable.Range(0, 4).Select(i => new HttpClient(LocalAddress.Handler(LocalAddress.Of(500 + i))) { BaseAddress = system.Address }).ToList();
        var most = 0;
        var answers = await Eventually.WithinAsync(Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            using var response = await clients[i % clients.Count].GetAsync(Snapshot("maxAge=0"));
            most = Math.Max(most, feeds.Count);
            return (int)response.StatusCode;
        })));
        Assert.All(answers, status => Assert.Equal(200, status));
        clients.ForEach(client => client.Dispose());
        Assert.Equal(1, most);
        await Eventually.HoldsAsync(() => feeds.Count == 0, "the feed was freed");
        await Eventually.HoldsAsync(
            async () => (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/api/v1/cameras/gate")).Json.GetProperty("state").GetString() == "idle",
            "the camera is idle again");
    }

    private static Uri Snapshot(string query) => new($"/api/v1/cameras/gate/snapshot.jpg?{query}", UriKind.Relative);
}
