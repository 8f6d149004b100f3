using System.Text.Json;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Video;
using OpenCvSharp;
using Xunit.Abstractions;

namespace LiveParking.SystemTests.Hubs;

/// <summary>The cameras hub with the stock JavaScript client, in both protocols.</summary>
[Collection(OneSiteSuite.Name)]
public sealed class StockCameraTests(OneSite site, ITestOutputHelper log)
{
    private const int SecondsOfVideo = 4;

    /// <summary>For a file with 30 a second; fewer than this many is not a live picture on any machine.</summary>
    private const double MinFramesPerSecond = 20;

    [Theory, InlineData("json", "String"), InlineData("messagepack", "Uint8Array")]
    public async Task A_phone_watches_a_video_file_of_30_pictures_a_second(string protocol, string dataType)
    {
        await using var phone = await StockPhone.ConnectAsync(site.System.Address, protocol, await site.System.TokenAsync("viewer", "--location", OneSite.Location));
        await phone.WatchAsync("clip", new { quality = "high" });
        var first = await phone.FrameAsync(_ => true);
        var start = first.GetProperty("capturedAt").GetInt64();
        var last = await phone.FrameAsync(frame => frame.GetProperty("capturedAt").GetInt64() >= start + (SecondsOfVideo * 1000));

        Assert.Equal(
            ["cameraId", "capturedAt", "contentType", "data", "height", "rung", "sequence", "width"],
            first.GetProperty("fields").EnumerateArray().Select(name => name.GetString()!).Order(StringComparer.Ordinal));
        var frames = Frames(phone);
        foreach (var frame in frames)
        {
            Assert.Equal("clip", frame.GetProperty("cameraId").GetString());
            Assert.Equal("high", frame.GetProperty("rung").GetString());
            Assert.Equal("image/jpeg", frame.GetProperty("contentType").GetString());
            Assert.Equal(dataType, frame.GetProperty("dataType").GetString());
            RequireJpeg(frame);
        }

        var numbers = frames.Select(frame => frame.GetProperty("sequence").GetInt64()).ToList();
        Assert.Equal(numbers.Distinct().Order(), numbers);
        var seconds = (last.GetProperty("capturedAt").GetInt64() - start) / 1000.0;
        var captured = last.GetProperty("sequence").GetInt64() - first.GetProperty("sequence").GetInt64();
        var delivered = numbers.Count(number => number > numbers[0] && number <= last.GetProperty("sequence").GetInt64());
        log.WriteLine($"{protocol}: {captured / seconds:0.0} captures and {delivered / seconds:0.0} deliveries a second over {seconds:0.0} s.");
        Assert.InRange(captured / seconds, MinFramesPerSecond, 33);
        Assert.True(delivered / seconds >= MinFramesPerSecond, $"{delivered} frames in {seconds:0.0} s");

        var status = await phone.EventAsync("CameraStatusChanged", status => CameraView.From(status) is { Id: "clip", State: "live" });
        Assert.Equal(OneSite.Location, status.GetProperty("locationId").GetString());
        await phone.UnwatchAsync("clip");
    }

    [Theory, InlineData("json"), InlineData("messagepack")]
    public async Task A_phone_without_a_token_that_asks_for_more_gets_the_public_rung(string protocol)
    {
        await using var phone = await StockPhone.ConnectAsync(site.System.Address, protocol);
        await phone.WatchAsync("clip", new { quality = "high" });
        Assert.Equal("medium", (await phone.FrameAsync(_ => true)).GetProperty("rung").GetString());
    }

    [Theory, InlineData("json"), InlineData("messagepack")]
    public async Task A_smaller_rung_is_smaller_and_acknowledgements_are_taken(string protocol)
    {
        await using var phone = await StockPhone.ConnectAsync(site.System.Address, protocol);
        await phone.WatchAsync("clip", new { quality = "low", acks = true, maxFps = 10 });
        var frame = await phone.FrameAsync(_ => true);
        for (var taken = 0; taken < 5; taken++)
        {
            var number = frame.GetProperty("sequence").GetInt64();
            Assert.False((await phone.CallAsync("cameras", "AckFrame", "clip", number)).TryGetProperty("error", out _));
            Assert.Equal((320, "low"), (frame.GetProperty("width").GetInt32(), frame.GetProperty("rung").GetString()));
            RequireJpeg(frame);
            frame = await phone.FrameAsync(next => next.GetProperty("sequence").GetInt64() > number);
        }
    }

    [Theory]
    [InlineData("json", "no-such-camera", null, "unknown-camera")]
    [InlineData("messagepack", "no-such-camera", null, "unknown-camera")]
    [InlineData("json", "guarded", null, "unauthorized")]
    [InlineData("messagepack", "guarded", null, "unauthorized")]
    [InlineData("json", "clip", "best", "invalid-request")]
    [InlineData("messagepack", "clip", "best", "invalid-request")]
    public async Task A_watch_that_is_refused_ends_with_a_code(string protocol, string camera, string? quality, string code)
    {
        await using var phone = await StockPhone.ConnectAsync(site.System.Address, protocol);
        await phone.WatchAsync(camera, quality is null ? null : new { quality });
        var ended = await phone.MessageAsync(message => message.TryGetProperty("watchEnded", out _), "the end of the watch");
        Assert.Contains($"HubException: {code}: ", ended.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_camera_that_is_not_public_is_watched_with_a_token_of_its_location()
    {
        await using var phone = await StockPhone.ConnectAsync(
            site.System.Address, "messagepack", await site.System.TokenAsync("viewer", "--location", OneSite.Location));
        await phone.WatchAsync("guarded");
        RequireJpeg(await phone.FrameAsync(_ => true));

        await using var stranger = await StockPhone.ConnectAsync(
            site.System.Address, "json", await site.System.TokenAsync("viewer", "--location", "elsewhere"));
        await stranger.WatchAsync("guarded");
        var ended = await stranger.MessageAsync(message => message.TryGetProperty("watchEnded", out _), "the end of the watch");
        Assert.Contains("HubException: forbidden: ", ended.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private static List<JsonElement> Frames(StockPhone phone) =>
        [.. phone.Messages.Where(message => message.TryGetProperty("frame", out _)).Select(message => message.GetProperty("frame"))];

    /// <summary>The bytes are a whole JPEG of the stated size; every 30th is also decoded.</summary>
    private static void RequireJpeg(JsonElement frame)
    {
        Assert.True(frame.GetProperty("whole").GetBoolean());
        var (width, height) = (frame.GetProperty("width").GetInt32(), frame.GetProperty("height").GetInt32());
        Assert.Equal((width, height), (frame.GetProperty("jpegWidth").GetInt32(), frame.GetProperty("jpegHeight").GetInt32()));
        Assert.Equal(VideoFile.Width * height, VideoFile.Height * width);
        if (!frame.TryGetProperty("data", out var data))
            return;
        using var picture = Cv2.ImDecode(data.GetBytesFromBase64(), ImreadModes.Color);
        Assert.Equal((width, height), (picture.Width, picture.Height));
        Assert.True(picture.Mean() is not { Val0: < 1, Val1: < 1, Val2: < 1 }, "the picture is black");
    }
}
