using System.Globalization;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;
using LiveParking.SystemTests.Video;

namespace LiveParking.SystemTests.Telemetry;

/// <summary>What an OTLP receiver gets of a cluster: a central silo, the silo of a site, a gateway and a stock phone.</summary>
public sealed class TraceTests : IAsyncLifetime, IDisposable
{
    private const string Site = "traced-site";

    private readonly TempFolder _folder = new();
    private readonly RedisServer _redis = new();
    private readonly List<LiveProgram> _programs = [];
    private readonly Uri _gateway = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));
    private readonly Uri _siloManagement = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));
    private OtlpReceiver _receiver = null!;
    private Api _operator = null!;

    public async Task InitializeAsync()
    {
        _receiver = await OtlpReceiver.StartAsync();
        var token = TokenProgram.IssueAsync(_folder.Path, "operator");
        await Task.WhenAll(_redis.StartAsync(), token, VideoFile.MakeAsync(_folder["clip.mp4"]), StockClientPackages.InstallAsync());
        _operator = new Api(_gateway, await token);
        await StartAsync("gateway", "Gateway", "--urls", _gateway.GetLeftPart(UriPartial.Authority));
        await StartAsync("central", "Silo", ["--role", "central", .. Ports(), "--Management:Port", Text(_siloManagement.Port)]);
        await StartAsync("site", "Silo", ["--role", "site", .. Ports(), "--camera", $"clip@{Site}=file:{_folder["clip.mp4"]}", "--public-camera", "clip"]);
        await Eventually.HoldsAsync(_operator.IsReadyAsync, "the gateway is ready");
    }

    [Fact]
    public async Task A_reading_and_a_frame_have_one_trace_each_from_their_beginning_to_the_phone()
    {
        (await _operator.PutAsync($"/api/v1/locations/{Site}", new { name = Site })).Require(System.Net.HttpStatusCode.OK);
        (await _operator.PutAsync(LevelView.Path(Site), new { name = "P1", counting = "gates", capacity = new { standard = 50 } })).Require(System.Net.HttpStatusCode.OK);
        await using var phone = await StockPhone.ConnectAsync(_gateway, "json");
        await phone.CallAsync("parking", "SubscribeToParking", Site);
        await Eventually.HoldsAsync(async () => (await _operator.GetAsync("/api/v1/cameras/clip")).Status == System.Net.HttpStatusCode.OK, "the camera is announced");
        await phone.WatchAsync("clip", new { quality = "low" });
        await phone.FrameAsync(_ => true);

        var count = 0;
        await Eventually.HoldsAsync(
            async () =>
            {
                var reading = new { id = Text(++count), sensorId = "gate", at = TimeProvider.System.GetUtcNow(), kind = "entry" };
                (await _operator.PostAsync($"{LevelView.Path(Site)}/readings", new { readings = new[] { reading } })).Require(System.Net.HttpStatusCode.OK);
                return HasTrace("POST /api/v1/locations/{id}/levels/{level}/readings", "ReportAsync");
            },
            "a reading has its trace");
        await Eventually.HoldsAsync(() => HasTrace("camera picture"), () => $"a frame has its trace; the newest of a frame: {Newest("camera picture")}");

        // What is traced, and with what, is not up to whoever calls from outside.
        const string TheirTrace = "0af7651916cd43dd8448eb211c80319c";
        using var stranger = new HttpClient { BaseAddress = _gateway };
        stranger.DefaultRequestHeaders.Add("traceparent", $"00-{TheirTrace}-b7ad6b7169203331-01");
        Assert.Equal(System.Net.HttpStatusCode.OK, (await stranger.GetAsync(new Uri("/api/v1/overview", UriKind.Relative))).StatusCode);
        await Eventually.HoldsAsync(() => _receiver.Spans.Any(span => span.Name.EndsWith("/overview", StringComparison.Ordinal)), "the call has a trace");
        Assert.DoesNotContain(_receiver.Spans, span => span.TraceId == TheirTrace);

        // Metrics and logs go there too, and log records name their place.
        await Eventually.HoldsAsync(
            () => _receiver.Metrics.ContainsKey("liveparking.gateway.readings") && _receiver.Metrics.ContainsKey("liveparking.cameras.captured"), "metrics of gateway and silos arrived");
        await Eventually.HoldsAsync(() => _receiver.Logs.Any(log => log.Attributes.GetValueOrDefault("liveparking.camera") == "clip"), "a log record names its camera");

        using var management = new Api(_siloManagement);
        Assert.Equal("""{"status":"ready","reasons":[]}""", (await management.GetAsync("/health/ready")).Text);
        Assert.Contains("liveparking_streams_published_total{", (await management.GetAsync("/metrics")).Text, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await _operator.GetAsync("/metrics")).Status);
    }

    public async Task DisposeAsync()
    {
        _operator.Dispose();
        foreach (var program in _programs)
            await program.DisposeAsync();
        await _redis.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Whether one trace has all these steps, the delivery to another process and the way to phones, each step under another of it.</summary>
    private bool HasTrace(params string[] names) => _receiver.Spans.GroupBy(span => span.TraceId).Any(trace =>
    {
        var known = trace.Select(span => span.Id).ToHashSet();
        return names.Concat(["livestream deliver", "livestream handle", "send to phones"]).All(name => trace.Any(span => span.Name.Contains(name, StringComparison.Ordinal)))
            && trace.Count(span => !known.Contains(span.ParentId)) == 1
            && trace.Select(span => span.Service).Distinct().Count() > 1;
    });

    /// <summary>The steps of the newest trace that has one of this name, for messages.</summary>
    private string Newest(string name) => string.Join(
        ", ", _receiver.Spans.Where(span => span.TraceId == _receiver.Spans.LastOrDefault(last => last.Name == name)?.TraceId).Select(span => $"{span.Service} {span.Name} {span.ParentId}>{span.Id}"));

    private async Task StartAsync(string name, string assembly, params IReadOnlyList<string> arguments)
    {
        var variables = _receiver.Variables;
        variables["ConnectionStrings__Redis"] = _redis.ConnectionString;
        variables["LIVEPARKING_KEYS"] = Path.Combine(_folder.Path, "keys");
        var program = new LiveProgram(name, assembly, _folder.Path, arguments, variables);
        _programs.Add(program);
        await program.StartAsync();
    }

    private static string[] Ports() => ["--silo-port", Text(FreePort.Next()), "--gateway-port", Text(FreePort.Next())];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
