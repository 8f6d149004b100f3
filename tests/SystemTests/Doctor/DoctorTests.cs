using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Doctor;

/// <summary>The command <c>doctor</c> of each program, on a machine that has faults.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task The_standalone_doctor_names_each_fault_with_its_cure_and_no_secret()
    {
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var (code, findings, text) = await RunAsync(
            "Standalone", [], "--data", _folder["data"], "--no-demo", "--port", port, "--camera", "gate=rtsp://guard:open-sesame@127.0.0.1:1/lot", "--camera", "clip=file:/no/such.mp4", "--mqtt",
            "mqtt://sensor:open-sesame@localhost:1", "--Gateway:FeedLinger=soon");

        Assert.Equal(1, code);
        foreach (var check in (string[])["settings", "broker", "camera gate", "camera clip"])
            Assert.NotEmpty(findings.Single(finding => finding.Check == check && finding.State == "fault").Cure!);
        Assert.Contains(findings, finding => finding is { Check: "ports", State: "warning" } && finding.Detail.Contains(port, StringComparison.Ordinal));
        foreach (var check in (string[])["libraries", "disk", "fsync"])
            Assert.Equal("good", findings.First(finding => finding.Check == check).State);
        Assert.DoesNotContain("open-sesame", text, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["data"]), "It changes nothing.");
    }

    [Fact]
    public async Task A_machine_without_faults_is_well()
    {
        var (code, findings, _) = await RunAsync("Standalone", [], "--data", _folder["data"], "--no-demo", "--port", FreePort.Next().ToString(CultureInfo.InvariantCulture));

        Assert.Equal(0, code);
        Assert.DoesNotContain(findings, finding => finding.State == "fault");
    }

    [Fact]
    public async Task Silo_and_gateway_ask_Redis_and_look_at_certificates()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        var certificates = new ClusterCertificates(_folder.Path, "doctor");
        var variables = certificates.Variables("gateway", TimeSpan.FromDays(3));
        variables["ConnectionStrings__Redis"] = redis.ConnectionString;

        foreach (var (program, arguments) in new[] { ("Gateway", (string[])[]), ("Silo", ["--role", "central", "--silo-port", FreePort.Next().ToString(CultureInfo.InvariantCulture)]) })
        {
            var (_, findings, _) = await RunAsync(program, variables, arguments);
            Assert.Contains(findings, finding => finding is { Check: "redis", State: not "fault" } && finding.Detail.Contains("answers in", StringComparison.Ordinal));
            Assert.Equal("good", findings.Single(finding => finding.Check == "clocks").State);
            Assert.Equal("warning", findings.Single(finding => finding.Check == "certificates").State);
        }

        await redis.KillAsync();
        var (code, after, _) = await RunAsync("Gateway", variables);
        Assert.Equal((1, "fault"), (code, after.Single(finding => finding.Check == "redis").State));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(int Code, IReadOnlyList<Found> Findings, string Text)> RunAsync(string assembly, Dictionary<string, string?> variables, params string[] arguments)
    {
        await using var program = new LiveProgram($"doctor-{assembly}", assembly, _folder.Path, ["doctor", .. arguments, "--json"], variables);
        var code = await program.RunAsync();
        var text = string.Join('\n', program.Child.Output);
        using var report = JsonDocument.Parse(text);
        Assert.Equal(code == 0, report.RootElement.GetProperty("isWell").GetBoolean());
        return (code, JsonSerializer.Deserialize<List<Found>>(report.RootElement.GetProperty("findings"), JsonSerializerOptions.Web)!, text + string.Join('\n', program.Child.Errors));
    }

    private sealed record Found(string Check, string State, string Detail, string? Cure);
}
