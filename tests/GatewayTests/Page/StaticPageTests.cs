using LiveParking.GatewayTests.Api;

namespace LiveParking.GatewayTests.Page;

public sealed class StaticPageTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly TempFolder _page = new();
    private readonly ParkingSystem _system;

    public StaticPageTests()
    {
        Directory.CreateDirectory(_page["assets"]);
        File.WriteAllText(_page["index.html"], "<!doctype html><title>Live Parking</title>");
        File.WriteAllText(Path.Combine(_page["assets"], "index-1a2b.js"), "export {}");
        File.WriteAllText(_page["service-worker.js"], "self.skipWaiting()");
        File.WriteAllText(_page["manifest.webmanifest"], "{}");
        _system = new ParkingSystem(options => options.PagePath = _page.Path);
    }

    public Task InitializeAsync() => _system.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _system.DisposeAsync();
        _page.Dispose();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    [Fact]
    public async Task A_built_page_is_served_with_its_headers_and_hides_nothing_of_the_system()
    {
        using var http = _system.Http();
        foreach (var path in new[] { "/", "/index.html" })
        {
            var page = await HttpAnswer.SendAsync(http, HttpMethod.Get, path);
            Assert.Equal((200, "text/html"), ((int)page.Status, page.MediaType));
            Assert.Contains("Live Parking", page.Text, StringComparison.Ordinal);
            Assert.True(page.Response.Headers.CacheControl!.NoCache);
            var policy = page.Response.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
            Assert.Equal("no-referrer", page.Response.Headers.GetValues("Referrer-Policy").Single());
        }

        var asset = await HttpAnswer.SendAsync(http, HttpMethod.Get, "/assets/index-1a2b.js");
        Assert.Equal("public, max-age=31536000, immutable", asset.Response.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("text/javascript", asset.MediaType);

        foreach (var path in new[] { "/api/v1/nothing", "/hubs/nothing", "/assets/none.js", "/metrics/x" })
        {
            var answer = await HttpAnswer.SendAsync(http, HttpMethod.Get, path);
            Assert.True((int)answer.Status == 404, $"{path}: {answer.Text}");
        }

        (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/locations/pakuwon-basement")).IsProblem(404, "not-found");
        (await HttpAnswer.SendAsync(http, HttpMethod.Post, "/", "{}")).IsProblem(405, "method-not-allowed");
        (await HttpAnswer.SendAsync(http, HttpMethod.Patch, "/api/v1/locations/x", "{}")).IsProblem(405, "method-not-allowed");
        Assert.Equal(200, (int)(await HttpAnswer.SendAsync(http, HttpMethod.Get, "/openapi/v1.json")).Status);
    }

    [Theory]
    [InlineData("/service-worker.js", "text/javascript")]
    [InlineData("/manifest.webmanifest", "application/manifest+json")]
    public async Task What_makes_the_page_installable_is_asked_for_again_at_every_load(string path, string mediaType)
    {
        using var http = _system.Http();
        var file = await HttpAnswer.SendAsync(http, HttpMethod.Get, path);
        Assert.Equal((200, mediaType), ((int)file.Status, file.MediaType));
        Assert.True(file.Response.Headers.CacheControl!.NoCache);
        Assert.Equal("nosniff", file.Response.Headers.GetValues("X-Content-Type-Options").Single());

        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(file.Response.Headers.ETag!);
        using var unchanged = await http.SendAsync(again);
        Assert.Equal(304, (int)unchanged.StatusCode);
        File.WriteAllText(_page[path.TrimStart('/')], "/* the next release */");
        Assert.Equal("/* the next release */", (await HttpAnswer.SendAsync(http, HttpMethod.Get, path)).Text);
    }

    [Fact]
    public async Task The_page_may_load_its_manifest_and_its_worker_from_here_only()
    {
        using var http = _system.Http();
        var page = await HttpAnswer.SendAsync(http, HttpMethod.Get, "/");
        var policy = page.Response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("manifest-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("worker-src 'self';", policy, StringComparison.Ordinal);
    }
}
