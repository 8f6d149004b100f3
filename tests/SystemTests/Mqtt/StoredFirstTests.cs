using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Mqtt;

/// <summary>A message is the broker's until its reading is stored: stock client, real broker, real Redis, everything killed.</summary>
public sealed class StoredFirstTests
{
    [Fact]
    public async Task A_message_that_could_not_be_stored_counts_after_the_gateway_and_the_store_were_killed()
    {
        using var folder = new TempFolder();
        await using var redis = new RedisServer();
        await redis.StartAsync();
        var (port, securePort) = (FreePort.Next(), FreePort.Next());
        await using var broker = await StartBrokerAsync(folder, port, securePort);
        var where = new Dictionary<string, string?>
        {
            ["ConnectionStrings__Redis"] = redis.ConnectionString, ["LIVEPARKING_KEYS"] = folder["keys"], ["SSL_CERT_FILE"] = folder["cert.pem"],
        };
        await using var silo = new LiveProgram(
            "silo", "Silo", folder.Path, ["--role", "central", "--silo-port", Text(FreePort.Next()), "--gateway-port", Text(FreePort.Next())], where);
        var address = new Uri($"http://127.0.0.1:{Text(FreePort.Next())}");
        await using var gateway = new LiveProgram(
            "gateway",
            "Gateway",
            folder.Path,
            ["--urls", address.GetLeftPart(UriPartial.Authority), "--mqtt", $"mqtts://127.0.0.1:{Text(securePort)}", "--mqtt-client-id", "gateway"],
            where);
        await silo.StartAsync();
        await gateway.StartAsync();
        using var api = new Api(address, await TokenProgram.IssueAsync(folder.Path, ["operator"]));
        await Eventually.HoldsAsync(api.IsReadyAsync, "the gateway is ready");
        await api.MakeLevelAsync("site", "p1");
        await gateway.Child.OutputLineAsync(line => line.Contains("Readings come over MQTT", StringComparison.Ordinal), "it is subscribed");

        await redis.KillAsync();
        await PublishAsync(folder, port, "1", qos: 1);
        await gateway.Child.OutputLineAsync(line => line.Contains("Messages of the broker wait", StringComparison.Ordinal), "the message waits");
        await gateway.Child.KillAsync();
        await silo.Child.KillAsync();

        await redis.StartAsync();
        await silo.StartAsync();
        await gateway.StartAsync();
        await Eventually.HoldsAsync(async () => await api.IsReadyAsync() && (await api.LevelAsync("site", "p1")).Occupied == 1, "the reading counts");

        // With QoS 0, to a gateway that keeps running: the message waits there for the store.
        await redis.KillAsync();
        await PublishAsync(folder, port, "2", qos: 0);
        await gateway.Child.OutputLineAsync(line => line.Contains("Messages of the broker wait", StringComparison.Ordinal), "the message waits");
        await redis.StartAsync();
        await Eventually.HoldsAsync(async () => (await api.LevelAsync("site", "p1")).Occupied == 2, "the reading of QoS 0 counts");
    }

    /// <summary>A broker with a port for devices and one over TLS, whose certificate is trusted by clients that are configured so.</summary>
    private static async Task<Child> StartBrokerAsync(TempFolder folder, int port, int securePort)
    {
        using (var key = RSA.Create(2048))
        {
            var request = new CertificateRequest("CN=broker", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
            var now = TimeProvider.System.GetUtcNow();
            using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
            await File.WriteAllTextAsync(folder["cert.pem"], certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(folder["key.pem"], key.ExportPkcs8PrivateKeyPem());
        }

        await File.WriteAllTextAsync(folder["mosquitto.conf"], $"""
            listener {Text(port)} 127.0.0.1
            listener {Text(securePort)} 127.0.0.1
            certfile {folder["cert.pem"]}
            keyfile {folder["key.pem"]}
            allow_anonymous true
            log_dest stderr
            user root

            """);
        // Debian puts it where only the administrator's path looks.
        var broker = await Child.StartAsync("broker", folder.Path, ["/usr/sbin/mosquitto", "-c", folder["mosquitto.conf"]]);
        await broker.ErrorLineAsync(line => line.Contains("running", StringComparison.Ordinal), "running");
        return broker;
    }

    private static async Task PublishAsync(TempFolder folder, int port, string id, int qos)
    {
        var reading = $$"""{"readings":[{"id":"{{id}}","sensorId":"gate","at":"{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}","kind":"entry"}]}""";
        await using var publish = await Child.StartAsync(
            "mosquitto_pub", folder.Path, ["mosquitto_pub", "-p", Text(port), "-q", Text(qos), "-t", "parking/site/p1/readings", "-m", reading]);
        Assert.Equal(0, await publish.ExitAsync());
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
