using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Network;

/// <summary>HTTPS and WSS with certificate files that are read again when they change.</summary>
public sealed class HttpsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Uri _address = new($"https://localhost:{FreePort.Next().ToString(CultureInfo.InvariantCulture)}");

    [Fact]
    public async Task Certificate_files_serve_HTTPS_and_reload_and_a_half_written_pair_changes_nothing()
    {
        var first = CertificatePair.Make();
        await using var system = await StartAsync(first);
        Assert.Equal(first.Thumbprint, await ThumbprintAsync());

        // Half a pair: the new certificate with the old key.
        var second = CertificatePair.Make();
        CertificatePair.Replace(_folder["cert.pem"], second.Certificate);
        await system.Child.OutputLineAsync(line => line.Contains("the certificate before stays in use", StringComparison.Ordinal), "that half a pair is no use");
        Assert.Equal(first.Thumbprint, await ThumbprintAsync());

        CertificatePair.Replace(_folder["key.pem"], second.Key);
        await Eventually.HoldsAsync(async () => await ThumbprintAsync() == second.Thumbprint, "the new certificate is served");
    }

    [Fact]
    public async Task Responses_over_HTTPS_carry_HSTS()
    {
        await using var system = await StartAsync(CertificatePair.Make());
        foreach (var path in new[] { "/health/live", "/api/v1/locations/no-such-place", "/api/v1/locations" })
        {
            Assert.Equal("max-age=2592000", await HstsAsync(path, "parking.example"));
            Assert.Null(await HstsAsync(path, "localhost"));
            Assert.Null(await HstsAsync(path, "127.0.0.1"));
        }
    }

    /// <summary>Frames and statuses go directly to the socket where it is plain; over TLS they must not.</summary>
    [Fact]
    public async Task Stock_clients_of_both_protocols_follow_levels_and_watch_cameras_over_wss()
    {
        await using var system = await StartAsync(CertificatePair.Make(), "--camera", "gate@secure=demo:gate", "--public-camera", "gate");
        var token = await TokenProgram.IssueAsync(_folder["data"], "operator");
        using var api = new Api(_address, token, acceptAnyCertificate: true);
        await api.MakeLevelAsync("secure", "p1");
        var variables = new Dictionary<string, string?> { ["NODE_EXTRA_CA_CERTS"] = _folder["cert.pem"] };
        var phones = await Task.WhenAll(new[] { "json", "messagepack" }.Select(protocol => StockPhone.ConnectAsync(_address, protocol, token, variables)));
        foreach (var phone in phones)
        {
            await phone.CallAsync("parking", "SubscribeToParking", "secure");
            await phone.WatchAcknowledgingAsync("gate");
            await phone.FrameAsync(frame => frame.GetProperty("cameraId").GetString() == "gate");
        }

        var reading = new SensorReading("r1", "s1", TimeProvider.System.GetUtcNow());
        (await api.PostAsync("/api/v1/locations/secure/levels/p1/readings", new { readings = new[] { reading } })).Require(HttpStatusCode.OK);
        foreach (var phone in phones)
        {
            await phone.EventAsync("ParkingUpdate", level => level.GetProperty("spots").GetProperty("occupied").GetInt32() == 1);
            var frames = phone.Messages.Count(message => message.TryGetProperty("frame", out _));
            await Eventually.HoldsAsync(() => phone.Messages.Count(message => message.TryGetProperty("frame", out _)) > frames + 2, "frames go on");
            await phone.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private async Task<LiveProgram> StartAsync(CertificatePair pair, params IEnumerable<string> options)
    {
        CertificatePair.Replace(_folder["cert.pem"], pair.Certificate);
        CertificatePair.Replace(_folder["key.pem"], pair.Key);
        var system = new LiveProgram(
            "secure",
            "Standalone",
            _folder.Path,
            ["--no-demo", "--data", _folder["data"], "--urls", _address.GetLeftPart(UriPartial.Authority), .. options],
            new Dictionary<string, string?> { ["Gateway__Certificate__Path"] = _folder["cert.pem"], ["Gateway__Certificate__KeyPath"] = _folder["key.pem"] });
        await system.StartAsync();
        using var anybody = new Api(_address, acceptAnyCertificate: true);
        await Eventually.HoldsAsync(
            async () => system.Child.IsRunning ? await anybody.IsReadyAsync() : throw new InvalidOperationException(system.Child.Tail()), "it serves");
        return system;
    }

    private async Task<string> ThumbprintAsync()
    {
        X509Certificate2? seen = null;
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) => (seen = certificate) is not null,
        };
        using var http = new HttpClient(handler) { BaseAddress = _address };
        (await http.GetAsync("/health/live")).EnsureSuccessStatusCode();
        return seen!.Thumbprint;
    }

    private async Task<string?> HstsAsync(string path, string host)
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var http = new HttpClient(handler) { BaseAddress = _address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
        using var answer = await http.SendAsync(request);
        return answer.Headers.TryGetValues("Strict-Transport-Security", out var values) ? Assert.Single(values) : null;
    }
}
