using System.Threading.RateLimiting;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Metrics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// Limits the requests of each client, and the concurrency of expensive requests. The limiters of a client that has been idle for some seconds are
/// dropped.
/// </summary>
internal static class RequestLimits
{
    /// <summary>The rate-limit policy of snapshots.</summary>
    public const string Snapshots = "snapshots";

    /// <summary>The rate-limit policy of MJPEG streams.</summary>
    public const string MjpegStreams = "mjpeg-streams";

    /// <summary>Adds the limits of requests and hub connections, and the counter of rejected tokens.</summary>
    public static IServiceCollection AddGatewayLimits(this IServiceCollection services)
    {
        services.AddSingleton<TokenFailureLimiter>();
        services.AddSingleton<HubConnectionLimiter>();
        services.AddSingleton<HubCallLimiter>();
        services.AddSingleton<FailureThrottle>();
        services.AddSingleton<ProblemHandler>();
        services.AddSingleton<IExceptionHandler>(provider => provider.GetRequiredService<ProblemHandler>());
        services.AddSingleton<ShortConnectionLimiter>();
        services.AddSingleton<ClientTurns>();
        services.AddSingleton<HubTurnsFilter>();
        services.AddForwardedAddresses();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<GatewayOptions>, GatewayMeters>((limiter, options, meters) =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(PerSecond(options.Value), ConcurrentPerClient(options.Value));
            limiter.AddPolicy(Snapshots, ConcurrentInTotal(Snapshots, options.Value.ConcurrentSnapshots));
            limiter.AddPolicy(MjpegStreams, ConcurrentInTotal(MjpegStreams, options.Value.ConcurrentMjpegStreams));
            limiter.OnRejected = (rejected, _) => RefuseAsync(rejected, meters);
        });
        return services;
    }

    /// <summary>Rejects a request of a client at its limit.</summary>
    public static async Task RefuseAsync(HttpContext http, GatewayMeters meters, string limit, string detail, TimeSpan? retryAfter = null)
    {
        meters.RequestsRefused.Add(1, new KeyValuePair<string, object?>("limit", limit));
        await http.RequestServices.GetRequiredService<FailureThrottle>().DelayIfFailingAsync(http, StatusCodes.Status429TooManyRequests);
        await ProblemResponse.WriteAsync(http, ApiErrors.TooManyRequests(detail, retryAfter).Error);
    }

    private static ValueTask RefuseAsync(OnRejectedContext rejected, GatewayMeters meters)
    {
        if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter))
            return new(RefuseAsync(rejected.HttpContext, meters, "requests", "Too many requests came from this address or with this token.", retryAfter));
        return new(RefuseAsync(
            rejected.HttpContext, meters, KindOf(rejected.HttpContext) ?? "requests", "As many of these are served at the same time as may be, in all or for this client."));
    }

    /// <summary>
    /// Requests a second of each client. Health and metrics are counted separately, so that a flood does not block a probe from the same address.
    /// </summary>
    private static PartitionedRateLimiter<HttpContext> PerSecond(GatewayOptions options) =>
        PartitionedRateLimiter.Create<HttpContext, (ClientKey Client, bool IsProbe)>(http => RateLimitPartition.GetTokenBucketLimiter(
            (Client: ClientKey.Of(http), IsProbe: IsProbe(http.Request.Path)),
            key => key.Client.IsToken
                ? Bucket(options.RequestsPerSecondOfToken, options.RequestBurstOfToken)
                : Bucket(options.RequestsPerSecondOfAddress, options.RequestBurstOfAddress)));

    /// <summary>Concurrent expensive requests of one client.</summary>
    private static PartitionedRateLimiter<HttpContext> ConcurrentPerClient(GatewayOptions options) =>
        PartitionedRateLimiter.Create<HttpContext, (string Kind, ClientKey Client)>(http => KindOf(http) switch
        {
            Snapshots => Concurrency((Snapshots, ClientKey.Of(http)), options.SnapshotsPerClient),
            MjpegStreams => Concurrency((MjpegStreams, ClientKey.Of(http)), options.MjpegStreamsPerClient),
            _ => RateLimitPartition.GetNoLimiter(("", default(ClientKey))),
        });

    private static Func<HttpContext, RateLimitPartition<string>> ConcurrentInTotal(string policy, int limit) => _ => Concurrency(policy, limit);

    private static RateLimitPartition<TKey> Concurrency<TKey>(TKey key, int limit) =>
        RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions { PermitLimit = limit, QueueLimit = 0 });

    /// <summary>A sustained rate and a burst. Replenished ten times a second when the rate is high enough.</summary>
    public static TokenBucketRateLimiterOptions Bucket(int perSecond, int burst)
    {
        var tokens = (perSecond + 9) / 10;
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)tokens / perSecond),
            QueueLimit = 0,
        };
    }

    private static bool IsProbe(PathString path) => path.StartsWithSegments("/health");

    private static string? KindOf(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName;
}
