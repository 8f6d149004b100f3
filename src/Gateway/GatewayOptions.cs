using LiveParking.Gateway.Hosting;

namespace LiveParking.Gateway;

/// <summary>What can be set about a gateway.</summary>
public sealed class GatewayOptions
{
    /// <summary>The folder with the keys that sign tokens; made, with a first key, when it is missing. The same for all gateways.</summary>
    public string KeysFolder { get; set; } = Path.Combine("data", "keys");

    /// <summary>The folder of the built page, absolute or relative to the working directory. May be missing: <c>/</c> then says so.</summary>
    public string PagePath { get; set; } = Path.Combine("clients", "web", "dist");

    /// <summary>The origins whose pages may call (<c>https://app.example</c>); none means every origin. Tokens never travel in cookies.</summary>
    public IList<string> CorsOrigins { get; } = [];

    /// <summary>
    /// Whether plain HTTP may be served beyond loopback although no <see cref="TrustedProxies"/> are named: everybody on the way can read and
    /// change it, tokens too.
    /// </summary>
    public bool Insecure { get; set; }

    /// <summary>The certificate for <c>https://</c> addresses.</summary>
    public CertificateOptions Certificate { get; } = new();

    /// <summary>For how many days a browser that came over HTTPS refuses plain HTTP to the same host, 0 (not at all) to 730.</summary>
    public int HstsDays { get; set; } = 30;

    /// <summary>How long a feed that nobody follows is kept, 0 to 60 s.</summary>
    public TimeSpan FeedLinger { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a snapshot waits for a picture, 0.1 to 30 s.</summary>
    public TimeSpan SnapshotWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Cameras that one connection may watch at a time, 1 to 256.</summary>
    public int WatchesPerConnection { get; set; } = 16;

    /// <summary>Locations that one connection may follow at a time, 1 to 10,000.</summary>
    public int LocationsPerConnection { get; set; } = 100;

    /// <summary>Calls a second that one hub connection may make in the long run, 1 to 10,000; acknowledgements of frames do not count.</summary>
    public int HubCallsPerSecond { get; set; } = 50;

    /// <summary>Calls that it may make at once, 1 to 100,000.</summary>
    public int HubCallBurst { get; set; } = 100;

    /// <summary>Acknowledgements of frames a second that one hub connection may send, 1 to 100,000.</summary>
    public int HubAcksPerSecond { get; set; } = 2_000;

    /// <summary>
    /// Hub calls a second that name no method or carry broken arguments, of all connections of one token, or of one address without a token, in the long
    /// run, 1 to 1,000,000. Clients that fit this release send none.
    /// </summary>
    public int BrokenCallsPerSecondOfClient { get; set; } = 100;

    /// <summary>Such calls that they may make at once, 1 to 10,000,000. Thousands of phones with an older app may connect at the same time.</summary>
    public int BrokenCallBurstOfClient { get; set; } = 2_000;

    /// <summary>Refused tokens a minute and address before the answer becomes 429, 1 to 100,000.</summary>
    public int TokenFailuresPerMinute { get; set; } = 60;

    /// <summary>
    /// The proxies whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> count: addresses (<c>10.0.0.7</c>) and networks (<c>10.0.0.0/8</c>); none means that the headers are ignored. Set as
    /// <c>Gateway__TrustedProxies__0</c>, <c>__1</c> and so on.
    /// </summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>Requests a second without a token that one address (IPv6: one /64) may send in the long run, 1 to 1,000,000. Thousands of phones may share an address.</summary>
    public int RequestsPerSecondOfAddress { get; set; } = 500;

    /// <summary>Requests that it may send at once, 1 to 10,000,000.</summary>
    public int RequestBurstOfAddress { get; set; } = 10_000;

    /// <summary>Requests a second that may be sent with one token in the long run, from whatever address, 1 to 1,000,000. Many sensors may share a token.</summary>
    public int RequestsPerSecondOfToken { get; set; } = 20_000;

    /// <summary>Requests that may be sent with it at once, 1 to 10,000,000.</summary>
    public int RequestBurstOfToken { get; set; } = 40_000;

    /// <summary>
    /// Answers with a 4xx status a second to one token, or one address without a token, in the long run, 1 to 1,000,000. Beyond it each such answer
    /// waits for 0.1 s.
    /// </summary>
    public int FailuresPerSecondOfClient { get; set; } = 50;

    /// <summary>Such answers at once, 1 to 10,000,000.</summary>
    public int FailureBurstOfClient { get; set; } = 1_000;

    /// <summary>Rejected readings a second with one token in the long run, 1 to 1,000,000. Beyond it requests with readings are refused with 429.</summary>
    public int RejectedReadingsPerSecondOfClient { get; set; } = 1_000;

    /// <summary>Rejected readings at once, 1,000 to 10,000,000.</summary>
    public int RejectedReadingBurstOfClient { get; set; } = 20_000;

    /// <summary>Hub connections without a token that one address (IPv6: one /64) may have, 1 to 1,000,000.</summary>
    public int ConnectionsPerAddress { get; set; } = 2_000;

    /// <summary>Hub connections that one token may have, from whatever address, 1 to 1,000,000. Many phones may share a token.</summary>
    public int ConnectionsPerToken { get; set; } = 10_000;

    /// <summary>
    /// Hub connections a second, of one token, or one address without a token, that end less than half a second after they began, in the long run, 1 to
    /// 1,000,000. Beyond it new connections are refused with 429.
    /// </summary>
    public int ShortConnectionsPerSecondOfClient { get; set; } = 20;

    /// <summary>Such connections at once, 1 to 10,000,000.</summary>
    public int ShortConnectionBurstOfClient { get; set; } = 500;

    /// <summary>Snapshots that may be waited for at the same time, 1 to 10,000.</summary>
    public int ConcurrentSnapshots { get; set; } = 512;

    /// <summary>Snapshots that one token, or one address without a token, may wait for at the same time, 1 to 10,000.</summary>
    public int SnapshotsPerClient { get; set; } = 64;

    /// <summary>MJPEG streams that may be open at the same time, 1 to 100,000.</summary>
    public int ConcurrentMjpegStreams { get; set; } = 512;

    /// <summary>MJPEG streams that one token, or one address without a token, may have open at the same time, 1 to 100,000.</summary>
    public int MjpegStreamsPerClient { get; set; } = 64;

    /// <summary>The longest request body, in bytes, 1 KiB to 64 MiB.</summary>
    public int RequestBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>The longest hub message of a client, in bytes, 1 KiB to 1 MiB.</summary>
    public int HubMessageBytes { get; set; } = 32 * 1024;
}
