using System.Globalization;
using System.Net;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;
using Xunit.Abstractions;

namespace LiveParking.SystemTests.Health;

/// <summary><c>./run</c> is ready only when it would store a write and knows its cameras.</summary>
[Trait("Hole", "9")]
public sealed class StandaloneHealthTests(ITestOutputHelper log)
{
    private const int Cameras = 12;

    [Fact]
    public async Task The_first_answer_that_says_ready_finds_every_camera_of_the_command_line()
    {
        await using var system = new StandaloneSystem(
            ["--no-demo", .. Enumerable.Range(0, Cameras).SelectMany(i => new[] { "--camera", $"camera-{i}@site-{i % 5}=demo:lot" })]);
        await system.StartAsync();
        using var anybody = new Api(system.Address);
        foreach (var i in Enumerable.Range(0, Cameras))
            (await anybody.GetAsync($"/api/v1/cameras/camera-{i}")).Require(HttpStatusCode.OK);
    }

    /// <summary>An operator may take a camera away while the program runs, and it starts again without it.</summary>
    [Fact]
    public async Task A_camera_whose_location_is_removed_does_not_make_it_unready()
    {
        await using var system = new StandaloneSystem("--no-demo", "--camera", "gone@away=demo:lot", "--camera", "here@stays=demo:lot");
        await system.StartAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await system.Admin.DeleteAsync("/api/v1/locations/away")).Status);
        await Eventually.HoldsAsync(SaysSoAsync, "the reason names the camera that nobody can watch");

        await system.Child.KillAsync();
        await system.StartAsync();
        await Eventually.HoldsAsync(SaysSoAsync, "it says so after a new start too");

        (await system.Operator.PutAsync("/api/v1/locations/away", new { name = "Away" })).Require(HttpStatusCode.OK);
        await Eventually.HoldsAsync(
            async () => (await ReadyAsync()).Text.Contains("[]", StringComparison.Ordinal), "the camera is back with its location");

        async Task<bool> SaysSoAsync() => (await ReadyAsync()).Text.Contains("location was removed: gone.", StringComparison.Ordinal);

        async Task<Answer> ReadyAsync()
        {
            var answer = await system.Operator.GetAsync("/health/ready");
            answer.Require(HttpStatusCode.OK);
            return answer;
        }
    }

    /// <summary>On a separate small disk, which is filled from outside.</summary>
    [Fact]
    public async Task A_full_disk_shows_although_nobody_writes_and_goes_when_there_is_room()
    {
        await using var system = await SmallDiskSystem.StartAsync();
        using var anybody = new Api(system.Address);
        await Eventually.HoldsAsync(anybody.IsReadyAsync, "it is ready");

        await system.FillAsync();
        Answer? answer = null;
        var took = await Eventually.HoldsAsync(
            async () => (answer = await anybody.GetAsync("/health/ready")).Status == HttpStatusCode.ServiceUnavailable, "the full disk shows");
        log.WriteLine($"The full disk showed after {took.TotalSeconds:0.0} s.");
        Assert.Contains("takes no writes", answer!.Json.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);

        // Nothing was written in between, so the store never failed on the full disk.
        system.MakeRoom();
        took = await Eventually.HoldsAsync(anybody.IsReadyAsync, "there is room again");
        log.WriteLine($"The room showed after {took.TotalSeconds:0.0} s.");
    }

    [Fact]
    public async Task A_write_that_met_the_full_disk_is_refused_and_the_fault_stays_until_the_next_start()
    {
        await using var system = await SmallDiskSystem.StartAsync();
        using var api = new Api(system.Address, await system.TokenAsync("operator"));
        await Eventually.HoldsAsync(api.IsReadyAsync, "it is ready");
        await api.MakeLevelAsync("small", "p1");

        await system.FillAsync();
        // The last block of the store's file has room for a few more.
        Answer? refused = null;
        var count = 0;
        await Eventually.HoldsAsync(
            async () => (refused = await EnterAsync(api, $"r{count++}")).Status != HttpStatusCode.OK, "a reading that can't be stored is refused");
        Assert.Equal("unavailable", refused!.Require(HttpStatusCode.ServiceUnavailable).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await api.PutAsync("/api/v1/locations/other", new { name = "Other" })).Status);
        Answer? answer = null;
        var took = await Eventually.HoldsAsync(
            async () => (answer = await api.GetAsync("/health/ready")).Text.Contains("start again", StringComparison.Ordinal), "the fault of the store shows");
        log.WriteLine($"The fault showed after {took.TotalSeconds:0.0} s.");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer!.Status);

        system.MakeRoom();
        await Eventually.HoldsAsync(
            async () => (answer = await api.GetAsync("/health/ready")).Status == HttpStatusCode.ServiceUnavailable
                && answer.Text.Contains("start again", StringComparison.Ordinal),
            "it goes on saying so");
    }

    private static Task<Answer> EnterAsync(Api api, string id) =>
        api.PostAsync("/api/v1/locations/small/levels/p1/readings", new { readings = new[] { new SensorReading(id, "s1", TimeProvider.System.GetUtcNow()) } });
}
