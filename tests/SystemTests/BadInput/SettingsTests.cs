using System.Globalization;
using System.Net;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.BadInput;

/// <summary>Every option can be set from outside, the same way for every program, and all errors are reported at once.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>One fault from each source; all of them in the answer of one start.</summary>
    [Theory]
    [InlineData("Standalone")]
    [InlineData("Gateway")]
    public async Task All_faults_of_all_sources_are_told_at_once(string program)
    {
        await File.WriteAllTextAsync(_folder["settings.json"], """
            {"Gateway": {"SnapshotWait": "99", "CorsOrigins": ["https://app.example/path"]}, "Gatway": {"HstsDays": 1}}
            """);
        await File.WriteAllTextAsync(_folder["mappings.json"], """{"mappings": 7}""");
        IEnumerable<string> own = program == "Standalone"
            ? ["--data", _folder["data"], "--port", Port(), "--camera", "gate=teleport:7", "--Store:MemoryMegabytes=1"]
            : ["--urls", $"http://127.0.0.1:{Port()}"];
        var said = await FailsAsync(
            program,
            [.. own, "--config", _folder["settings.json"], "--Gateway:HubCallBurst=many", "--Mqtt:Group", "a/b", "--LiveStreams:CallTimeout=1000"],
            new()
            {
                ["Gateway__WatchesPerConnection"] = "0",
                ["Gateway__CorsOrigin__0"] = "https://app.example",
                ["Mqtt__Broker"] = "http://user:open-sesame@broker",
                ["LIVEPARKING_MAPPINGS"] = _folder["mappings.json"],
                ["ConnectionStrings__Redis"] = "127.0.0.1:6379,ssl=perhaps",
            });
        List<string> named =
        [
            "Gateway:SnapshotWait", "https://app.example/path", "'Gatway'", "Gateway:HubCallBurst", "--mqtt-group", "CallTimeout",
            "Gateway:WatchesPerConnection", "Gateway:CorsOrigin is no setting", "--mqtt is an address", "mappings has to be an array",
        ];
        named.AddRange(program == "Standalone" ? ["Camera 'gate'", "Store: the memory"] : ["Redis"]);
        Assert.All(named, name => Assert.Contains(said, line => line.Contains(name, StringComparison.Ordinal)));
        Assert.Equal(named.Count, said.Count);
    }

    [Fact]
    public async Task All_faults_of_a_silo_are_told_at_once()
    {
        await File.WriteAllTextAsync(_folder["settings.json"], """{"Silo": {"Role": "boss", "GatewayPort": 70000}}""");
        var said = await FailsAsync(
            "Silo",
            ["--Cluster:ClusterId=", "--camera", "gate=teleport:7"],
            new() { ["LIVEPARKING_CONFIG"] = _folder["settings.json"], ["Silo__SiloPort"] = "many", ["Silo__Adress"] = "127.0.0.1" });
        string[] named = ["Silo:Role", "--role is needed", "Silo:GatewayPort", "Cluster:ClusterId", "Camera 'gate'", "Silo:SiloPort", "Silo:Adress", "ConnectionStrings__Redis"];
        Assert.All(named, name => Assert.Contains(said, line => line.Contains(name, StringComparison.Ordinal)));
        Assert.Equal(named.Length, said.Count);
    }

    /// <summary>The limit of a request's body shows over the wire which source won.</summary>
    [Fact]
    public async Task The_command_line_wins_over_the_environment_and_that_over_the_file()
    {
        await File.WriteAllTextAsync(_folder["settings.json"], """{"Gateway": {"RequestBodyBytes": 1024, "HubMessageBytes": 1024, "WatchesPerConnection": 1}}""");
        foreach (var (arguments, variable, limit) in new (string[], string?, int)[] { ([], null, 1024), ([], "4096", 4096), (["--Gateway:RequestBodyBytes=8192"], "4096", 8192) })
        {
            await using var system = new StandaloneSystem(["--no-demo", "--config", _folder["settings.json"], .. arguments])
            {
                Variables = { ["Gateway__RequestBodyBytes"] = variable },
            };
            await system.StartAsync();
            var path = "/api/v1/locations/sized/levels/p1/readings";
            var tooLong = await system.Operator.PostTextAsync(path, new string(' ', limit + 1));
            Assert.Equal((HttpStatusCode)413, tooLong.Status);
            Assert.NotEqual((HttpStatusCode)413, (await system.Operator.PostTextAsync(path, new string(' ', limit))).Status);
        }
    }

    /// <summary>Where it listens is set before and beside the file.</summary>
    [Theory]
    [InlineData("--port", "{0}")]
    [InlineData("--urls", "http://127.0.0.1:{0}")]
    public async Task A_file_of_settings_takes_nothing_away_from_where_it_listens(string option, string format)
    {
        await File.WriteAllTextAsync(_folder["settings.json"], """{"Gateway": {"HubMessageBytes": 1024}}""");
        var port = Port();
        await using var system = new LiveProgram(
            "config",
            "Standalone",
            _folder.Path,
            ["--no-demo", "--data", _folder["data"], "--config", _folder["settings.json"], option, string.Format(CultureInfo.InvariantCulture, format, port)]);
        await system.StartAsync();
        using var anybody = new Api(new Uri($"http://127.0.0.1:{port}"));
        await Eventually.HoldsAsync(
            async () => system.Child.IsRunning ? await anybody.IsReadyAsync() : throw new InvalidOperationException($"It ended. {system.Child.Tail()}"),
            "it serves there");
    }

    [Theory]
    [InlineData("Gateway")]
    [InlineData("Standalone")]
    public async Task Plain_HTTP_beyond_loopback_is_refused_with_the_option_to_add(string program)
    {
        var urls = $"http://0.0.0.0:{Port()}";
        IReadOnlyList<string> own = program == "Standalone" ? ["--data", _folder["data"]] : [];
        var redis = new Dictionary<string, string?> { ["ConnectionStrings__Redis"] = "127.0.0.1:1", ["LIVEPARKING_KEYS"] = _folder["keys"] };
        foreach (var said in new[]
        {
            await FailsAsync(program, [.. own, "--urls", urls], redis),
            await FailsAsync(program, own, new(redis) { ["Kestrel__Endpoints__Open__Url"] = urls }),
        })
        {
            var line = Assert.Single(said);
            Assert.Contains(urls, line, StringComparison.Ordinal);
            Assert.Contains("--insecure", line, StringComparison.Ordinal);
            Assert.Contains("Gateway:TrustedProxies", line, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(_folder["data"]), "The data folder was made before the fault was seen.");
    }

    [Theory]
    [InlineData("--insecure")]
    [InlineData("--Gateway:TrustedProxies:0=127.0.0.1")]
    public async Task Plain_HTTP_beyond_loopback_is_served_when_that_is_meant(string option)
    {
        var address = new Uri($"http://127.0.0.1:{Port()}");
        await using var gateway = new LiveProgram(
            "open-gateway", "Gateway", _folder.Path, ["--urls", $"http://0.0.0.0:{address.Port}", option],
            new Dictionary<string, string?> { ["ConnectionStrings__Redis"] = "127.0.0.1:1", ["LIVEPARKING_KEYS"] = _folder["keys"] });
        await gateway.StartAsync();
        using var api = new Api(address);
        await Eventually.HoldsAsync(async () => (await api.GetAsync("/health/live")).Status == HttpStatusCode.OK, "the gateway serves");
    }

    [Fact]
    public async Task HTTPS_without_a_certificate_is_refused_with_the_option_to_add()
    {
        var said = await FailsAsync("Standalone", ["--data", _folder["data"], "--urls", $"https://localhost:{Port()}"], new() { ["HOME"] = _folder.Path });
        Assert.Contains("Gateway:Certificate:Path", Assert.Single(said), StringComparison.Ordinal);
        said = await FailsAsync(
            "Standalone",
            ["--data", _folder["data"], "--urls", $"https://localhost:{Port()}", "--Gateway:Certificate:KeyPath=/no/key.pem"],
            new() { ["Gateway__Certificate__Path"] = _folder["no.pem"], ["HOME"] = _folder.Path });
        Assert.Equal(2, said.Count);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static string Port() => FreePort.Next().ToString(CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<string>> FailsAsync(string program, IReadOnlyList<string> arguments, Dictionary<string, string?> variables)
    {
        await using var started = new LiveProgram($"wrong-{program}", program, _folder.Path, arguments, variables);
        Assert.True(await started.RunAsync() == 1, started.Child.Tail());
        var all = string.Join('\n', started.Child.Output.Concat(started.Child.Errors));
        Assert.DoesNotContain("   at ", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", all, StringComparison.Ordinal);
        Assert.DoesNotContain("open-sesame", all, StringComparison.Ordinal);
        return started.Child.Errors;
    }
}
