using System.Net;
using System.Text;
using System.Text.Json;
using LiveParking.SystemTests.Hubs;
using LiveParking.SystemTests.Video;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveParking.SystemTests.Cameras;

/// <summary>Metadata that a camera writes into its pictures reaches no viewer.</summary>
[Collection(OneSiteSuite.Name)]
public sealed class PictureMetadataTests(OneSite site)
{
    [Fact]
    [Trait("Hole", "10")]
    public async Task Hub_snapshot_and_stream_carry_the_picture_of_the_camera_and_none_of_its_metadata()
    {
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(site.System.Address, "/hubs/cameras")).Build();
        await hub.StartAsync();
        var frames = 0;
        await foreach (var frame in hub.StreamAsync<JsonElement>("WatchCamera", "mjpeg", new { quality = "high" }))
        {
            RequireClean(frame.GetProperty("data").GetBytesFromBase64());
            if (++frames == 10)
                break;
        }

        using var http = new HttpClient { BaseAddress = site.System.Address };
        RequireClean(await http.GetByteArrayAsync("/api/v1/cameras/mjpeg/snapshot.jpg"));
        using var response = await http.GetAsync("/api/v1/cameras/mjpeg/stream.mjpg?quality=high", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var beginning = new byte[64 * 1024];
        await stream.ReadExactlyAsync(beginning);
        RequireWithout(beginning);
    }

    private static void RequireClean(byte[] jpeg)
    {
        RequireWithout(jpeg);
        using var picture = OpenCvSharp.Cv2.ImDecode(jpeg, OpenCvSharp.ImreadModes.Color);
        Assert.Equal((VideoFile.Width, VideoFile.Height), (picture.Width, picture.Height));
        Assert.Equal([0xFF, 0xD9], jpeg[^2..]);
    }

    private static void RequireWithout(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        Assert.All(ExifJpeg.Secrets, word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
    }
}
