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
        services.AddSingleton<ClientLimits>();
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
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<GatewayOptions>, ClientLimits, GatewayMeters>((limiter, options, limits, meters) =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(PerSecond(limits, options.Value), ConcurrentPerClient(limits, options.Value));
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
    private static PartitionedRateLimiter<HttpContext> PerSecond(ClientLimits limits, GatewayOptions options)
    {
        var (requests, probes) = (limits.Add(PerSecond), limits.Add(PerSecond));
        return limits.OfRequests(http => new LimitedClient(IsProbe(http.Request.Path) ? probes : requests, ClientKey.Of(http)));

        RateLimiter PerSecond(ClientKey client) => client.IsToken
            ? ClientLimits.Bucket(options.RequestsPerSecondOfToken, options.RequestBurstOfToken)
            : ClientLimits.Bucket(options.RequestsPerSecondOfAddress, options.RequestBurstOfAddress);
    }

    /// <summary>Concurrent expensive requests of one client.</summary>
    private static PartitionedRateLimiter<HttpContext> ConcurrentPerClient(ClientLimits limits, GatewayOptions options)
    {
        var snapshots = limits.Add(_ => ClientLimits.Concurrency(options.SnapshotsPerClient));
        var streams = limits.Add(_ => ClientLimits.Concurrency(options.MjpegStreamsPerClient));
        return limits.OfRequests(http => KindOf(http) switch
        {
            Snapshots => new LimitedClient(snapshots, ClientKey.Of(http)),
            MjpegStreams => new LimitedClient(streams, ClientKey.Of(http)),
            _ => default,
        });
    }

    private static Func<HttpContext, RateLimitPartition<string>> ConcurrentInTotal(string policy, int limit) =>
        _ => RateLimitPartition.Get(policy, _ => ClientLimits.Concurrency(limit));

    private static bool IsProbe(PathString path) => path.StartsWithSegments("/health");

    private static string? KindOf(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName;
}
