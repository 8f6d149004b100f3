using LiveParking.Cameras.Capture;
using LiveParking.Gateway.Cameras;
using LiveParking.GatewayTests.Api;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.GatewayTests.Cameras;

/// <summary>Viewers without a token for a public camera get at most its public rung, whatever they ask for, and no error.</summary>
public sealed class PublicRungTests(PublicRungTests.WideCamera wide) : IClassFixture<PublicRungTests.WideCamera>
{
    private const string Camera = "lane";

    [Theory]
    [InlineData(null, "", "medium")]
    [InlineData(Role.Sensor, "*", "medium")]
    [InlineData(Role.Viewer, "elsewhere", "medium")]
    [InlineData(Role.Viewer, ParkingSystem.CameraSite, "high")]
    [InlineData(Role.Operator, "*", "high")]
    public async Task Every_way_to_a_picture_has_the_same_limit(Role? role, string location, string best)
    {
        var system = wide.System;
        var token = role is null ? null : system.Token(role.Value, location);
        var rung = Enum.Parse<CameraRung>(best, ignoreCase: true);
        foreach (var options in new WatchOptions?[] { new("high"), null, new("auto", StartRung: "high"), new("low") })
        {
            await using var viewer = await system.ConnectAsync("cameras", Protocol.MessagePack, token);
            var frame = await Eventually.WithinAsync(HubErrors.FirstAsync(CamerasHubTests.Watch(viewer, Camera, options)));
            Assert.Equal(options?.Quality == "low" ? (CameraRung.Low, 320) : (rung, best == "high" ? 1280 : 640), (frame.Rung, frame.Width));
        }

        using var http = system.Http(token);
        foreach (var query in new[] { "?quality=high", "", "?start=false&quality=high" })
        {
            using var snapshot = await http.GetAsync(new Uri($"/api/v1/cameras/{Camera}/snapshot.jpg{query}", UriKind.Relative));
            Assert.Equal(200, (int)snapshot.StatusCode);
            Assert.EndsWith(query.Contains("start=false", StringComparison.Ordinal) && best == "high" ? "\"" : $"-{rung}\"", snapshot.Headers.ETag!.Tag, StringComparison.Ordinal);
        }

        using var stream = await http.GetAsync(new Uri($"/api/v1/cameras/{Camera}/stream.mjpg?quality=high", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(best == "high" ? 1280 : 640, await FirstWidthAsync(await stream.Content.ReadAsStreamAsync()));
    }

    [Fact]
    public async Task A_kept_picture_of_a_better_rung_is_not_shown()
    {
        await using var system = new ParkingSystem(MoreCamerasAsync);
        await system.InitializeAsync();
        await using var entitled = await system.ConnectAsync("cameras", Protocol.MessagePack, system.Token(Role.Viewer, "*"));
        await Eventually.WithinAsync(HubErrors.FirstAsync(CamerasHubTests.Watch(entitled, Camera, new WatchOptions("high"))));
        using var nobody = system.Http();
        (await HttpAnswer.SendAsync(nobody, HttpMethod.Get, $"/api/v1/cameras/{Camera}/snapshot.jpg?start=false")).IsProblem(404, "no-picture");
    }

    /// <summary>A system with one more camera, which is public and has three rungs.</summary>
    public sealed class WideCamera : IAsyncLifetime
    {
        /// <summary>The system.</summary>
        public ParkingSystem System { get; } = new(MoreCamerasAsync);

        /// <inheritdoc/>
        public Task InitializeAsync() => System.InitializeAsync();

        /// <inheritdoc/>
        public async Task DisposeAsync() => await ((IAsyncDisposable)System).DisposeAsync();
    }

    private static async Task<IReadOnlyList<CameraOptions>> MoreCamerasAsync(string folder)
    {
        var video = await TestVideo.MakeAsync(folder, "wide", "1280x720");
        return [new CameraOptions { Id = Camera, LocationId = ParkingSystem.CameraSite, Source = $"file:{video}", IsPublic = true, Linger = TimeSpan.FromSeconds(1) }];
    }

    /// <summary>The width of the first JPEG in a stream, from its frame header (ITU T.81, B.2.2).</summary>
    private static async Task<int> FirstWidthAsync(Stream stream)
    {
        var bytes = new byte[64 * 1024];
        var count = await stream.ReadAtLeastAsync(bytes, 8 * 1024).AsTask().WaitAsync(Eventually.Timeout);
        for (var i = 0; i + 8 < count; i++)
        {
            if (bytes[i] == 0xFF && bytes[i + 1] is 0xC0 or 0xC2 && bytes[i + 2] == 0)
                return (bytes[i + 7] << 8) | bytes[i + 8];
        }

        throw new InvalidOperationException("The first bytes hold no frame header.");
    }
}
