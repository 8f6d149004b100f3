using LiveParking.GatewayTests.Api;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.GatewayTests.Cameras;

/// <summary><c>snapshot.jpg?start=false</c>: a page that opens shows the last picture and starts no camera.</summary>
public sealed class KeptPictureTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly ParkingSystem _system = new();

    public Task InitializeAsync() => _system.InitializeAsync();

    public Task DisposeAsync() => _system.DisposeAsync();

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    [Fact]
    public async Task Without_a_kept_picture_the_answer_is_404_and_the_camera_stays_idle()
    {
        using var http = _system.Http();
        (await KeptAsync(http)).IsProblem(404, "no-picture");
        Assert.Equal(CameraState.Idle, (await StatusAsync()).State);
    }

    [Fact]
    public async Task The_last_picture_of_an_idle_camera_is_given_with_its_age_and_starts_nothing()
    {
        using var http = _system.Http();
        (await KeptAsync(http)).IsProblem(404, "no-picture");
        var taken = await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/cameras/{ParkingSystem.PublicCamera}/snapshot.jpg");
        Assert.Equal(200, (int)taken.Status);
        await Eventually.HoldsAsync(async () => (await StatusAsync()).State == CameraState.Idle, "the camera is idle again");
        var idleSince = (await StatusAsync()).Since;

        // The first request was answered "none"; after some seconds the camera's silo is asked again.
        HttpAnswer kept = null!;
        await Eventually.HoldsAsync(async () => (kept = await KeptAsync(http)).Status == System.Net.HttpStatusCode.OK, "the kept picture is found");
        Assert.Equal("image/jpeg", kept.Response.Content.Headers.ContentType!.MediaType);
        Assert.True(Sequence(kept) >= Sequence(taken));
        Assert.True(long.Parse(kept.Response.Headers.GetValues("X-Frame-Age").Single(), null) > 0);
        Assert.Equal(304, (int)(await KeptAsync(http, kept.Response.Headers.ETag!.ToString())).Status);

        var after = await StatusAsync();
        Assert.Equal((CameraState.Idle, idleSince), (after.State, after.Since));
    }

    [Fact]
    public async Task The_kept_picture_of_a_private_camera_needs_a_token()
    {
        using var http = _system.Http();
        (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/cameras/{ParkingSystem.PrivateCamera}/snapshot.jpg?start=false")).IsProblem(401, "unauthorized");
    }

    [Theory]
    [InlineData("start=no", "start")]
    [InlineData("start=false&maxAge=1", "maxAge")]
    public async Task A_value_that_is_not_allowed_is_refused_by_its_name(string query, string field)
    {
        using var http = _system.Http();
        (await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/api/v1/cameras/{ParkingSystem.PublicCamera}/snapshot.jpg?{query}")).IsProblem(400, "invalid-request", field);
    }

    private static async Task<HttpAnswer> KeptAsync(HttpClient http, string? tag = null) =>
        await HttpAnswer.SendAsync(
            http, HttpMethod.Get, $"/api/v1/cameras/{ParkingSystem.PublicCamera}/snapshot.jpg?start=false",
            headers: tag is null ? null : new Dictionary<string, string> { ["If-None-Match"] = tag });

    private static long Sequence(HttpAnswer answer) => long.Parse(answer.Response.Headers.GetValues("X-Sequence").Single(), null);

    private async Task<CameraStatus> StatusAsync() =>
        (await _system.Grains.GetGrain<ILocationGrain>(ParkingSystem.CameraSite).GetAsync()).Status.Cameras.Single(camera => camera.Id == ParkingSystem.PublicCamera);
}
