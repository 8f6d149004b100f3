using LiveParking.Cameras.Capture;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Media;

public sealed class MjpegTests
{
    [Theory]
    [InlineData("video", "")]
    [InlineData("odd", "")]
    [InlineData("secret", "bob:p%40ss@")]
    public async Task Frames_however_the_server_sends_them_are_its_own_JPEGs(string path, string login)
    {
        await using var server = new MjpegServer();
        await server.StartAsync();
        await using var camera = new WatchedCamera(server.Address(path, login));
        var frames = await camera.NextFramesAsync(5);
        Assert.All(frames, frame => Assert.Equal((CameraRung.High, 640, 480), (frame.Rung, frame.Width, frame.Height)));
        Assert.All(frames, frame => Assert.True(WatchedCamera.Decode(frame) > 70));
    }

    [Fact]
    public async Task Frames_of_a_smaller_rung_are_encoded()
    {
        await using var server = new MjpegServer();
        await server.StartAsync();
        await using var camera = new WatchedCamera(server.Address("video"), RungSet.Low);
        Assert.All(await camera.NextFramesAsync(5), frame => Assert.Equal((320, 240), (frame.Width, frame.Height)));
    }

    [Theory]
    [InlineData("page", "", "text/html")]
    [InlineData("one.jpg", "", "one picture")]
    [InlineData("nothing", "", "404")]
    [InlineData("moved", "", "redirect (302)")]
    [InlineData("secret", "", "401")]
    [InlineData("secret", "bob:wr0ng@", "401")]
    public async Task Open_of_something_else_says_what_it_is(string path, string login, string reason)
    {
        await using var server = new MjpegServer();
        await server.StartAsync();
        await using var camera = new WatchedCamera(server.Address(path, login));
        var said = await camera.OfflineAsync();
        Assert.Contains(reason, said, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_killed_and_restarted_comes_back_by_itself()
    {
        await using var server = new MjpegServer();
        await server.StartAsync();
        await using var camera = new WatchedCamera(server.Address("video"));
        var before = await camera.NextFramesAsync(3);
        await server.StopAsync();
        Assert.Contains(await camera.OfflineAsync(), (string[])["the connection broke", "the server closed the connection", "connection refused"]);
        await server.StartAsync();
        await camera.LiveAsync();
        var after = await camera.NextFramesAsync(3);
        Assert.True(after[0].Sequence > before[^1].Sequence);
    }

    [Fact]
    public async Task Stop_while_the_server_is_silent_ends_the_connection_at_once()
    {
        await using var server = new MjpegServer();
        await server.StartAsync();
        var camera = new WatchedCamera(server.Address("silent"));
        await Eventually.HoldsAsync(() => camera.Condition.State == CameraState.Starting, () => "starting");
        await camera.DisposeAsync();
        Assert.Equal(CameraState.Idle, camera.Condition.State);
        await using var other = new WatchedCamera(server.Address("video"));
        await other.NextFramesAsync(1);
        await other.DisposeAsync();
        await Eventually.HoldsAsync(() => server.Readers == 0, () => "the server having no viewer");
    }
}
