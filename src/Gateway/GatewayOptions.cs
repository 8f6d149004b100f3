using LiveParking.Gateway.Hosting;

namespace LiveParking.Gateway;

/// <summary>The options of a gateway.</summary>
public sealed class GatewayOptions
{
    /// <summary>
    /// A folder with keys of tokens, beside those of the cluster's issuer: public keys, and the secrets of earlier releases. It may be missing. The
    /// gateway creates nothing in it, and reads the public part only of a key that can sign.
    /// </summary>
    public string KeysFolder { get; set; } = Path.Combine("data", "keys");

    /// <summary>The folder of the built web page, absolute or relative to the working directory. It may be missing: <c>/</c> then says so.</summary>
    public string PagePath { get; set; } = Path.Combine("clients", "web", "dist");

    /// <summary>
    /// The origins whose pages may call (<c>https://app.example</c>); an empty list allows every origin. Tokens are never in cookies.
    /// </summary>
    public IList<string> CorsOrigins { get; } = [];

    /// <summary>
    /// Allows plain HTTP beyond loopback without <see cref="TrustedProxies"/>. Anybody on the network path can then read and change the traffic,
    /// including tokens.
    /// </summary>
    public bool Insecure { get; set; }

    /// <summary>The certificate for <c>https://</c> addresses.</summary>
    public CertificateOptions Certificate { get; } = new();

    /// <summary>Number of days for which a browser that came over HTTPS refuses plain HTTP to the same host, 0 (off) to 730.</summary>
    public int HstsDays { get; set; } = 30;

    /// <summary>How long a feed without followers is kept, 0 to 60 s.</summary>
    public TimeSpan FeedLinger { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a client may pause before its next picture of a camera is recorded as another watch, 1 to 3,600 s.</summary>
    public TimeSpan WatchPause { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a snapshot waits for a picture, 0.1 to 30 s.</summary>
    public TimeSpan SnapshotWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Cameras that one connection may watch at a time, 1 to 256.</summary>
    public int WatchesPerConnection { get; set; } = 16;

    /// <summary>The same for a connection with the token of an operator or admin, 1 to 1,024: a wall of 64 cameras, and some that change their quality.</summary>
    public int WatchesPerOperatorConnection { get; set; } = 96;

    /// <summary>Locations that one connection may follow at a time, 1 to 10,000.</summary>
    public int LocationsPerConnection { get; set; } = 100;

    /// <summary>Sustained calls a second of one hub connection, 1 to 10,000; frame acknowledgements do not count.</summary>
    public int HubCallsPerSecond { get; set; } = 50;

    /// <summary>Burst of calls of one hub connection, 1 to 100,000.</summary>
    public int HubCallBurst { get; set; } = 100;

    /// <summary>Frame acknowledgements a second of one hub connection, 1 to 100,000.</summary>
    public int HubAcksPerSecond { get; set; } = 2_000;

    /// <summary>
    /// Sustained hub calls a second with an unknown method or broken arguments, for all connections of one token, or of one address without a token,
    /// 1 to 1,000,000. Clients that match this release send none.
    /// </summary>
    public int BrokenCallsPerSecondOfClient { get; set; } = 100;

    /// <summary>Burst of such calls, 1 to 10,000,000. Thousands of phones with an older app may connect at the same time.</summary>
    public int BrokenCallBurstOfClient { get; set; } = 2_000;

    /// <summary>Rejected tokens a minute and address before the response becomes 429, 1 to 100,000.</summary>
    public int TokenFailuresPerMinute { get; set; } = 60;

    /// <summary>
    /// The trusted proxies whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> headers are used: addresses (<c>10.0.0.7</c>) and networks
    /// (<c>10.0.0.0/8</c>). With an empty list the headers are ignored. Set as <c>Gateway__TrustedProxies__0</c>, <c>__1</c> and so on.
    /// </summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>
    /// Sustained requests a second without a token from one address (IPv6: one /64), 1 to 1,000,000. Thousands of phones may share an address.
    /// </summary>
    public int RequestsPerSecondOfAddress { get; set; } = 500;

    /// <summary>Burst of requests from that address, 1 to 10,000,000.</summary>
    public int RequestBurstOfAddress { get; set; } = 10_000;

    /// <summary>Sustained requests a second with one token, from any address, 1 to 1,000,000. Many sensors may share a token.</summary>
    public int RequestsPerSecondOfToken { get; set; } = 20_000;

    /// <summary>Burst of requests with one token, 1 to 10,000,000.</summary>
    public int RequestBurstOfToken { get; set; } = 40_000;

    /// <summary>
    /// Sustained 4xx responses a second to one token, or to one address without a token, 1 to 1,000,000. Above this rate each such response is
    /// delayed by 0.25 s.
    /// </summary>
    public int FailuresPerSecondOfClient { get; set; } = 50;

    /// <summary>Burst of such responses, 1 to 10,000,000.</summary>
    public int FailureBurstOfClient { get; set; } = 1_000;

    /// <summary>Sustained rejected readings a second with one token, 1 to 1,000,000. Above this rate requests with readings get 429.</summary>
    public int RejectedReadingsPerSecondOfClient { get; set; } = 1_000;

    /// <summary>Burst of rejected readings, 1,000 to 10,000,000.</summary>
    public int RejectedReadingBurstOfClient { get; set; } = 20_000;

    /// <summary>Maximum hub connections without a token from one address (IPv6: one /64), 1 to 1,000,000.</summary>
    public int ConnectionsPerAddress { get; set; } = 2_000;

    /// <summary>Maximum hub connections with one token, from any address, 1 to 1,000,000. Many phones may share a token.</summary>
    public int ConnectionsPerToken { get; set; } = 10_000;

    /// <summary>
    /// Sustained hub connections a second that end less than half a second after they began, for one token, or one address without a token, 1 to
    /// 1,000,000. Above this rate new connections get 429.
    /// </summary>
    public int ShortConnectionsPerSecondOfClient { get; set; } = 20;

    /// <summary>Burst of such connections, 1 to 10,000,000.</summary>
    public int ShortConnectionBurstOfClient { get; set; } = 500;

    /// <summary>Maximum snapshot requests that wait at the same time, 1 to 10,000.</summary>
    public int ConcurrentSnapshots { get; set; } = 512;

    /// <summary>Maximum snapshot requests of one token, or one address without a token, that wait at the same time, 1 to 10,000.</summary>
    public int SnapshotsPerClient { get; set; } = 64;

    /// <summary>Maximum open MJPEG streams, 1 to 100,000.</summary>
    public int ConcurrentMjpegStreams { get; set; } = 512;

    /// <summary>Maximum open MJPEG streams of one token, or one address without a token, 1 to 100,000.</summary>
    public int MjpegStreamsPerClient { get; set; } = 64;

    /// <summary>The longest request body, in bytes, 1 KiB to 64 MiB.</summary>
    public int RequestBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>The longest hub message of a client, in bytes, 1 KiB to 1 MiB.</summary>
    public int HubMessageBytes { get; set; } = 32 * 1024;
}
