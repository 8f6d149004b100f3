using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LiveParking.Gateway;
using LiveParking.GatewayTests.Api;
using LiveParking.Hosting.Programs;

namespace LiveParking.GatewayTests.Hosting;

/// <summary>The program as an operator starts it.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_Redis_that_is_not_there_is_named_without_its_password_while_the_gateway_serves()
    {
        var (port, redis) = (FreePort.Next(), FreePort.Next());
        using var gateway = Start($"127.0.0.1:{redis},password=hush", $"http://127.0.0.1:{port}");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    return (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/health/ready")).Text.Contains($"Redis at 127.0.0.1:{redis}", StringComparison.Ordinal);
                }
                catch (Exception fault) when (fault is HttpRequestException or SocketException)
                {
                    return false;
                }
            },
            "the reason names Redis");
        (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/api/v1/locations")).IsProblem(503, "unavailable");

        using var interrupt = Process.Start("kill", ["-INT", $"{gateway.Id}"]);
        await Eventually.WithinAsync(gateway.WaitForExitAsync());
        Assert.Equal(0, gateway.ExitCode);
        var said = await gateway.StandardOutput.ReadToEndAsync() + await gateway.StandardError.ReadToEndAsync();
        Assert.DoesNotContain("hush", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_one_sentence_and_exit_code_1()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        Assert.Contains($"{port}", await FailsAsync("127.0.0.1:1", $"http://127.0.0.1:{port}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_and_wrong_settings_are_one_sentence_and_exit_code_1()
    {
        Assert.Contains("ConnectionStrings__Redis is not set", await FailsAsync("", "http://127.0.0.1:0"), StringComparison.Ordinal);
        Assert.Contains("cannot be read", await FailsAsync("host,password=hush,nonsense=1", "http://127.0.0.1:0"), StringComparison.Ordinal);
        Assert.Contains("not-an-address", await FailsAsync("127.0.0.1:1", "not-an-address"), StringComparison.Ordinal);
        Assert.Contains("/dev/null", await FailsAsync("127.0.0.1:1", "http://127.0.0.1:0", keys: "/dev/null/keys"), StringComparison.Ordinal);
    }

    private async Task<string> FailsAsync(string redis, string urls, string? keys = null)
    {
        using var gateway = Start(redis, urls, keys);
        await Eventually.WithinAsync(gateway.WaitForExitAsync());
        Assert.Equal(1, gateway.ExitCode);
        var output = await gateway.StandardOutput.ReadToEndAsync();
        var error = await gateway.StandardError.ReadToEndAsync();
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", output + error, StringComparison.Ordinal);
        return Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private Process Start(string redis, string urls, string? keys = null) => Process.Start(
        // A shell may have started the tests with SIGINT ignored, which children inherit.
        new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", typeof(GatewayOptions).Assembly.Location, "--urls", urls])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ConnectionStrings__Redis"] = redis, ["LIVEPARKING_KEYS"] = keys ?? _folder["keys"] },
        })!;
}
