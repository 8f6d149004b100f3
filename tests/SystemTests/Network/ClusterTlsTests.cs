using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Network;

/// <summary>Mutual TLS between silos and gateways, which are separate processes.</summary>
public sealed class ClusterTlsTests : ClusterPrograms
{
    [Fact]
    public async Task A_cluster_with_certificates_works_and_whoever_has_none_or_a_wrong_one_is_refused()
    {
        var cluster = new ClusterCertificates(Folder.Path, "cluster");
        var strangers = new ClusterCertificates(Folder.Path, "strangers");
        var (siloPort, clientPort) = (FreePort.Next(), FreePort.Next());
        var central = Silo("central", "central", siloPort, clientPort, cluster.Variables("central"));
        await central.StartAsync();
        var (good, api) = await GatewayAsync("good", cluster.Variables("gateway"));
        await Eventually.HoldsAsync(api.IsReadyAsync, "the gateway with the right certificate is ready");
        await api.MakeLevelAsync("mall", "upper", 10);
        await Silo("site", "site", FreePort.Next(), FreePort.Next(), cluster.Variables("site"), "--public-camera", "*", "--camera", "gate@mall=demo:gate").StartAsync();
        await Eventually.HoldsAsync(
            async () => (await api.GetAsync("/api/v1/cameras/gate/snapshot.jpg")).Status == HttpStatusCode.OK, "a picture crosses from the site's silo to the gateway");

        // Both ports speak TLS only, and take nobody without a certificate.
        foreach (var port in new[] { siloPort, clientPort })
            await RefusesHandshakeAsync(port);

        var refused = new[]
        {
            ("none", new Dictionary<string, string?>()),
            ("stranger", strangers.Variables("gateway")),
            ("site", cluster.Variables("site")),
        };
        var gateways = await Task.WhenAll(refused.Select(async pair => await GatewayAsync(pair.Item1, pair.Item2)));
        foreach (var (_, other) in gateways)
            await Eventually.HoldsAsync(() => IsLiveAsync(other), "the gateway serves");
        var intruder = Silo("intruder", "site", FreePort.Next(), FreePort.Next(), cluster.Variables("gateway"), "--camera", "intruder@mall=demo:gate");
        await intruder.StartAsync();
        // The good gateway is asked all the while: others that are refused do not disturb it, and time passes for them to be let in.
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/api/v1/locations/mall")).Status);
            foreach (var (_, other) in gateways)
                Assert.False(await other.IsReadyAsync(), "A gateway without the right certificate is ready.");
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        }

        Assert.DoesNotContain("intruder", (await api.GetAsync("/api/v1/cameras")).Text, StringComparison.Ordinal);
        Assert.True(good.Child.IsRunning);
    }

    [Theory]
    [InlineData("central", "nobody", "OU")]
    [InlineData("central", "expired", "has expired")]
    [InlineData("central", "half", "is needed")]
    public async Task Wrong_settings_are_one_sentence_and_the_program_does_not_start(string role, string fault, string sentence)
    {
        var cluster = new ClusterCertificates(Folder.Path, "cluster");
        var variables = fault switch
        {
            "nobody" => cluster.Variables("nobody"),
            "expired" => cluster.Variables("central", TimeSpan.FromHours(-1)),
            _ => new Dictionary<string, string?> { ["Cluster__Tls__Certificate"] = "a.crt" },
        };
        var silo = Silo("wrong", role, FreePort.Next(), FreePort.Next(), variables);
        Assert.Equal(1, await silo.RunAsync());
        Assert.Contains(silo.Child.Errors, line => line.Contains(sentence, StringComparison.Ordinal));
    }

    private static async Task<bool> IsLiveAsync(Api api)
    {
        try
        {
            return (await api.GetAsync("/health/live")).Status == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task RefusesHandshakeAsync(int port)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, port);
        X509Certificate? server = null;
        await using var stream = new SslStream(tcp.GetStream(), leaveInnerStreamOpen: false, (_, certificate, _, _) => (server = certificate) is not null);
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            // With TLS 1.3 the refusal of the missing certificate arrives with the first read.
            await stream.AuthenticateAsClientAsync("live-parking").WaitAsync(Eventually.Timeout);
            Assert.NotNull(server);
            if (await stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Eventually.Timeout) == 0)
                throw new IOException("The connection was closed.");
        });
    }
}
