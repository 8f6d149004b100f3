using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using LiveParking.Cameras.Capture;
using LiveParking.Cameras.Capture.Configuration;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Deploy;

/// <summary>The examples keep secrets off command lines and out of the repository, and their Redis takes TLS and a password only.</summary>
public sealed partial class ExampleDeploymentTests
{
    private static readonly string Folder = Path.Combine(Repository.Top, "deploy");

    [Fact]
    [Trait("Hole", "10")]
    public async Task The_Redis_of_compose_takes_its_users_over_TLS_and_a_cluster_works_with_their_rights_and_certificates()
    {
        using var folder = new TempFolder();
        await using var redis = new ExampleRedis();
        await redis.StartAsync();
        Assert.DoesNotContain("PONG", await redis.AskAsync(tls: false, "central", "PING"), StringComparison.Ordinal);
        Assert.Contains("NOAUTH", await redis.AskAsync(tls: true, null, "PING"), StringComparison.Ordinal);
        Assert.Equal("PONG", await redis.AskAsync(tls: true, "central", "PING"));
        foreach (var forbidden in (string[][])[["FLUSHALL"], ["SET", "other", "1"], ["CONFIG", "SET", "appendonly", "no"], ["SHUTDOWN"], ["KEYS", "*"]])
            Assert.Contains("NOPERM", await redis.AskAsync(tls: true, "central", forbidden), StringComparison.Ordinal);

        foreach (var role in (string[])["site", "gateway"])
        {
            foreach (var forbidden in (string[][])[["GET", "live-parking/state/level/mall"], ["SCAN", "0"], ["DBSIZE"], ["RANDOMKEY"], ["SET", "live-parking/members/big", "1"], ["FLUSHALL"]])
                Assert.Contains("NOPERM", await redis.AskAsync(tls: true, role, forbidden), StringComparison.Ordinal);
            Assert.DoesNotContain("NOPERM", await redis.AskAsync(tls: true, role, "HGETALL", "live-parking/members/live-parking"), StringComparison.Ordinal);
        }

        foreach (var forbidden in (string[][])[["HSET", "live-parking/members/live-parking", "a", "b"], ["HDEL", "live-parking/members/live-parking", "a"], ["EVAL", "return 1", "0"]])
            Assert.Contains("NOPERM", await redis.AskAsync(tls: true, "gateway", forbidden), StringComparison.Ordinal);

        var silo = new LiveProgram(
            "example-silo",
            "Silo",
            folder.Path,
            ["--role", "central", "--silo-port", Text(FreePort.Next()), "--gateway-port", Text(FreePort.Next())],
            new Dictionary<string, string?>(redis.Variables("central")) { ["LIVEPARKING_KEYS"] = folder["keys"] });
        await using var central = silo;
        var address = new Uri($"http://127.0.0.1:{Text(FreePort.Next())}");
        await using var gateway = new LiveProgram("example-gateway", "Gateway", folder.Path, ["--urls", address.ToString()], redis.Variables("gateway"));
        await using var site = new LiveProgram(
            "example-site", "Silo", folder.Path,
            ["--role", "site", "--silo-port", Text(FreePort.Next()), "--cameras", Path.Combine(Folder, "cameras.demo.json")], redis.Variables("site"));
        await Task.WhenAll(central.StartAsync(), gateway.StartAsync());
        using var api = new Api(address, await TokenProgram.IssueAsync(folder.Path, ["operator"]));
        await Eventually.HoldsAsync(api.IsReadyAsync, "the cluster is ready");

        // The users of the access list are enough for doctor: it finds nothing at fault.
        await using var gatewayDoctor = new LiveProgram("example-doctor-gateway", "Gateway", folder.Path, ["doctor"], redis.Variables("gateway"));
        await using var backup = new LiveProgram("example-backup", "Silo", folder.Path, ["backup", folder["cluster.backup"]], redis.Variables("central"));
        Assert.True(await backup.RunAsync() == 0, backup.Child.Tail());
        await using var siloDoctor = new LiveProgram("example-doctor-silo", "Silo", folder.Path, ["doctor", "--role", "central"], redis.Variables("central"));
        foreach (var doctor in new[] { gatewayDoctor, siloDoctor })
        {
            Assert.True(await doctor.RunAsync() == 0, doctor.Child.Tail());
            Assert.Contains(doctor.Child.Output, line => line.StartsWith("good  clocks", StringComparison.Ordinal));
        }

        await api.MakeLevelAsync("mall", "upper", 10);
        await site.StartAsync();
        await Eventually.HoldsAsync(
            async () => (await api.GetAsync("/api/v1/cameras/upper/snapshot.jpg")).Status == HttpStatusCode.OK, "a picture comes from the silo of the site");
        await CountAsync(api, "r1");
        Assert.Equal(1, (await api.LevelAsync("mall", "upper")).Occupied);
        var history = await api.GetAsync("/api/v1/locations/mall/levels/upper/history?from=2020-01-01T00:00:00Z");
        Assert.True(history.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest, history.Text);

        // Data stored over this connection is read over it again.
        await central.Child.KillAsync();
        await central.StartAsync();
        await Eventually.HoldsAsync(
            async () => (await api.GetAsync("/api/v1/locations/mall/levels/upper")).Text.Contains("\"occupied\":1", StringComparison.Ordinal),
            "the level is read by the new silo");
        await CountAsync(api, "r2");
        Assert.DoesNotContain(central.Child.Output.Concat(central.Child.Errors), line => line.Contains("NOPERM", StringComparison.Ordinal));
        Assert.DoesNotContain(gateway.Child.Output.Concat(gateway.Child.Errors), line => line.Contains("NOPERM", StringComparison.Ordinal));
        Assert.DoesNotContain(site.Child.Output.Concat(site.Child.Errors), line => line.Contains("NOPERM", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Hole", "10")]
    public async Task The_command_of_the_systemd_unit_has_its_cameras_in_a_file_and_no_secret_in_its_arguments()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(
            folder["cameras.json"], """[{ "id": "gate", "location": "my-mall", "source": "rtsp://guard:open-sesame@127.0.0.1:1/lot" }]""");
        File.SetUnixFileMode(folder["cameras.json"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var port = FreePort.Next();
        var words = Start("live-parking.service").Skip(1)
            .Select(word => word switch
            {
                "5000" => Text(port),
                "/var/lib/live-parking" => folder["data"],
                "/etc/live-parking/cameras.json" => folder["cameras.json"],
                _ => word,
            });
        await using var program = new LiveProgram("unit", "Standalone", folder.Path, [.. words]);
        await program.StartAsync();
        using var api = new Api(new Uri($"http://localhost:{Text(port)}"));
        await Eventually.HoldsAsync(
            async () => (await api.GetAsync("/api/v1/cameras")).Text.Contains("\"gate\"", StringComparison.Ordinal), "the camera of the file");
        var arguments = Directory.EnumerateDirectories("/proc", "*").Select(Arguments).Where(line => line.Contains(folder["cameras.json"], StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(arguments);
        Assert.All(arguments, line => Assert.DoesNotContain("open-sesame", line, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Hole", "10")]
    public void No_example_has_a_secret_in_it_or_on_a_command_line()
    {
        foreach (var unit in (string[])["live-parking.service", "live-parking-site.service"])
        {
            var words = Start(unit);
            Assert.Equal("/etc/live-parking/cameras.json", words[Array.IndexOf(words, "--cameras") + 1]);
            Assert.DoesNotContain("--camera", words);
            Assert.DoesNotContain(words, word => word.Contains("password", StringComparison.OrdinalIgnoreCase) || word.Contains("CAMERA", StringComparison.Ordinal));
        }

        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(file => !file.Contains("/secrets/", StringComparison.Ordinal)))
        {
            // PASSWORD is to be replaced, and %s is what the script makes.
            Assert.All(
                Secrets().Matches(File.ReadAllText(file)), match => Assert.Contains(match.Groups[1].Value, (string[])["PASSWORD", "%s", "$"]));
        }

        foreach (var file in (string[])["compose.yaml", "kubernetes/base/central.yaml", "kubernetes/base/gateway.yaml", "kubernetes/redis/redis.yaml"])
            Assert.Contains("/tls/ca.crt", File.ReadAllText(Path.Combine(Folder, file)), StringComparison.Ordinal);
        foreach (var file in (string[])["compose.yaml", "kubernetes/base/central.yaml", "kubernetes/base/gateway.yaml", "systemd/site.example.env"])
            Assert.Contains("Cluster__Tls__Certificate", File.ReadAllText(Path.Combine(Folder, file)), StringComparison.Ordinal);
        Assert.Contains("/deploy/secrets/", File.ReadAllLines(Path.Combine(Repository.Top, ".gitignore")));
    }

    [Theory]
    [InlineData("systemd/cameras.example.json", 2)]
    [InlineData("cameras.demo.json", 1)]
    [Trait("Hole", "10")]
    public void The_camera_files_of_the_examples_are_in_order(string file, int count)
    {
        List<string> faults = [];
        var cameras = CameraFile.Read(Path.Combine(Folder, file), faults);
        faults.AddRange(CameraOptionsValidator.Faults(cameras));
        Assert.Empty(faults);
        Assert.Equal(count, cameras.Count);
    }

    private static string[] Start(string unit) =>
        File.ReadLines(Path.Combine(Folder, "systemd", unit)).Single(line => line.StartsWith("ExecStart=", StringComparison.Ordinal))["ExecStart=".Length..].Split(' ');

    private static string Arguments(string process)
    {
        try
        {
            return File.Exists(Path.Combine(process, "cmdline")) ? Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(process, "cmdline"))) : "";
        }
        catch (IOException)
        {
            return ""; // it has ended meanwhile
        }
    }

    private static async Task CountAsync(Api api, string id)
    {
        var at = TimeProvider.System.GetUtcNow();
        await Eventually.HoldsAsync(
            async () => (await api.PostAsync("/api/v1/locations/mall/levels/upper/readings", new { readings = new[] { new SensorReading(id, "s1", at) } }))
                .Status == HttpStatusCode.OK,
            $"reading {id} is stored");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?:password=|://[^\s:/@]+:(?=\S*@))([A-Za-z0-9%$]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Secrets();
}
