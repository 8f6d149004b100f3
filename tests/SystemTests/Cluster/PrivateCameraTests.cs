using System.Globalization;
using System.Net;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;
using LiveParking.SystemTests.Video;

namespace LiveParking.SystemTests.Cluster;

/// <summary>A site silo restarts with its camera private while viewers watch: separate processes on their own Redis.</summary>
public sealed class PrivateCameraTests : IAsyncLifetime, IDisposable
{
    private const string Site = "private-site";

    private readonly TempFolder _folder = new();
    private readonly RedisServer _redis = new();
    private readonly List<LiveProgram> _silos = [];
    private ClusterGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        var token = TokenProgram.IssueAsync(_folder.Path, "operator");
        await Task.WhenAll(_redis.StartAsync(), token, VideoFile.MakeAsync(_folder["clip.mp4"]), StockClientPackages.InstallAsync());
        _gateway = new ClusterGateway("gateway", _folder.Path, _redis.ConnectionString, await token);
        await _gateway.Program.StartAsync();
        await Silo("central", "central", FreePort.Next()).StartAsync();
    }

    [Fact]
    [Trait("Hole", "3")]
    public async Task Watches_of_a_camera_whose_silo_came_back_with_it_private_end_and_those_with_a_token_go_on()
    {
        var port = FreePort.Next();
        string[] camera = ["--camera", $"clip@{Site}=file:{_folder["clip.mp4"]}"];
        var open = Silo("site-open", "site", port, [.. camera, "--public-camera", "clip"]);
        await open.StartAsync();
        await Eventually.HoldsAsync(_gateway.Api.IsReadyAsync, "the gateway is ready");
        await Eventually.HoldsAsync(IsAnnouncedAsync, "the camera is announced");

        var token = await TokenProgram.IssueAsync(_folder.Path, "viewer", "--location", Site, "--expires-in", "1h");
        await using var entitled = await WatchAsync(token);
        await using var elsewhere = await WatchAsync(await TokenProgram.IssueAsync(_folder.Path, "viewer", "--location", "elsewhere"));
        await using var anybody = await WatchAsync(null);
        await using var mjpeg = MjpegReader.Open(_gateway.Address, "clip");
        await using var entitledMjpeg = MjpegReader.Open(_gateway.Address, "clip", $"access_token={token}");
        await Eventually.HoldsAsync(() => mjpeg.Pictures > 0 && entitledMjpeg.Pictures > 0, "both streams have pictures");

        await open.Child.KillAsync();
        await Silo("site-private", "site", port, [.. camera, "--public-camera", "*", "--private-camera", "clip"]).StartAsync();

        Assert.Contains("HubException: unauthorized: ", await ErrorAsync(anybody), StringComparison.Ordinal);
        Assert.Contains("HubException: forbidden: ", await ErrorAsync(elsewhere), StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => !mjpeg.IsOpen, "the stream without a token ended");
        var newest = entitledMjpeg.Newest;
        await entitled.FrameAsync(frame => frame.GetProperty("sequence").GetInt64() > newest + 5);
        await Eventually.HoldsAsync(() => entitledMjpeg.IsOpen && entitledMjpeg.Newest > newest + 5, "the stream with a token goes on");
        Assert.DoesNotContain(entitled.Messages, message => message.TryGetProperty("watchEnded", out _));
    }

    [Fact]
    [Trait("Hole", "3")]
    public async Task A_cluster_that_does_not_answer_ends_no_watch()
    {
        await Silo("site", "site", FreePort.Next(), ["--camera", $"clip@{Site}=file:{_folder["clip.mp4"]}", "--public-camera", "clip"]).StartAsync();
        await Eventually.HoldsAsync(_gateway.Api.IsReadyAsync, "the gateway is ready");
        await Eventually.HoldsAsync(IsAnnouncedAsync, "the camera is announced");
        await using var anybody = await WatchAsync(null);
        await _silos[0].Child.KillAsync();
        // The gateway has asked for the camera in vain.
        await _gateway.Program.Child.OutputLineAsync(line => line.Contains("did not answer", StringComparison.Ordinal), "the catalog was asked");
        await _silos[0].StartAsync();
        await Eventually.HoldsAsync(IsAnnouncedAsync, "the camera is announced again");
        var mark = anybody.Messages.Count;
        await anybody.FrameAsync(_ => true, mark);
        Assert.DoesNotContain(anybody.Messages, message => message.TryGetProperty("watchEnded", out _));
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        foreach (var silo in _silos)
            await silo.DisposeAsync();
        await _redis.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> ErrorAsync(StockPhone phone) =>
        (await phone.MessageAsync(message => message.TryGetProperty("watchEnded", out _), "the end of the watch")).GetProperty("error").GetString()!;

    /// <summary>Whether a living silo has the camera; a cluster that does not answer says no.</summary>
    private async Task<bool> IsAnnouncedAsync() =>
        await _gateway.Api.GetAsync("/api/v1/cameras") is { Status: HttpStatusCode.OK } answer
        && answer.Require(HttpStatusCode.OK).EnumerateArray().Select(CameraView.From).Any(view => view is { Id: "clip", State: not "offline" });

    private async Task<StockPhone> WatchAsync(string? token)
    {
        var phone = await StockPhone.ConnectAsync(_gateway.Address, "messagepack", token);
        await phone.WatchAsync("clip", new { quality = "low" });
        await phone.FrameAsync(_ => true);
        return phone;
    }

    private LiveProgram Silo(string name, string role, int port, params IEnumerable<string> options)
    {
        var silo = new LiveProgram(
            name,
            "Silo",
            _folder.Path,
            ["--role", role, "--silo-port", Text(port), "--gateway-port", Text(FreePort.Next()), .. options],
            new Dictionary<string, string?> { ["ConnectionStrings__Redis"] = _redis.ConnectionString });
        _silos.Add(silo);
        return silo;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
