using System.Net;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Network;

/// <summary>
/// What is read on the wire of a cluster with certificates, and of one without, where the same capture sees everything. The short form is in
/// <see cref="ClusterTlsTests"/>: its ports speak TLS only.
/// </summary>
[Trait("Category", "Soak")]
public sealed class ClearWireSoakTests : ClusterPrograms
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Readings_and_pictures_are_in_the_clear_on_the_wire_only_without_certificates(bool tls)
    {
        Assert.True(Environment.IsPrivilegedProcess, "Only root may capture: run it with sudo.");
        var certificates = new ClusterCertificates(Folder.Path, "cluster");
        Dictionary<string, string?> Variables(string unit) => tls ? certificates.Variables(unit) : [];
        int[] ports = [FreePort.Next(), FreePort.Next(), FreePort.Next(), FreePort.Next()];
        using var capture = LoopbackCapture.Start(ports);
        await Silo("central", "central", ports[0], ports[1], Variables("central")).StartAsync();
        var (_, api) = await GatewayAsync("gateway", Variables("gateway"));
        await Eventually.HoldsAsync(api.IsReadyAsync, "the gateway is ready");
        await api.MakeLevelAsync("mall", "upper", 10);
        await Silo("site", "site", ports[2], ports[3], Variables("site"), "--public-camera", "*", "--camera", "gate@mall=demo:gate").StartAsync();
        await Eventually.HoldsAsync(async () => (await api.GetAsync("/api/v1/cameras/gate/snapshot.jpg")).Status == HttpStatusCode.OK, "a picture came");
        var readings = new { readings = new[] { new { id = "reading-in-the-clear", sensorId = "sensor-in-the-clear", at = TimeProvider.System.GetUtcNow(), kind = "entry" } } };
        (await api.PostAsync("/api/v1/locations/mall/levels/upper/readings", readings)).Require(HttpStatusCode.OK);
        await Eventually.HoldsAsync(() => capture.Bytes > 10_000, "the capture sees the traffic of the cluster");
        Assert.Equal(!tls, capture.Saw("reading-in-the-clear"u8.ToArray()));
        Assert.Equal(!tls, capture.Saw("sensor-in-the-clear"u8.ToArray()));
        // The start of a JPEG (JFIF 1.02).
        Assert.Equal(!tls, capture.Saw([0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, 0x4A, 0x46, 0x49, 0x46]));
    }
}
