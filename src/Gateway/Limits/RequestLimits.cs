using System.Threading.RateLimiting;
using LiveParking.Gateway.Errors;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Limits;

/// <summary>Limits how many requests of a costly kind run at the same time. Readings are not limited.</summary>
internal static class RequestLimits
{
    /// <summary>The policy of snapshots.</summary>
    public const string Snapshots = "snapshots";

    /// <summary>The policy of MJPEG streams.</summary>
    public const string MjpegStreams = "mjpeg-streams";

    /// <summary>Adds the limits of HTTP requests and the counting of refused tokens.</summary>
    public static IServiceCollection AddGatewayLimits(this IServiceCollection services)
    {
        services.AddSingleton<TokenFailureLimiter>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<GatewayOptions>>((limiter, options) =>
        {
            limiter.AddPolicy(Snapshots, Concurrency(Snapshots, options.Value.ConcurrentSnapshots));
            limiter.AddPolicy(MjpegStreams, Concurrency(MjpegStreams, options.Value.ConcurrentMjpegStreams));
            limiter.OnRejected = (rejected, _) => new ValueTask(ProblemResponse.WriteAsync(
                rejected.HttpContext, Refuse.TooManyRequests("The gateway serves as many of these at the same time as it may.").Fault));
        });
        return services;
    }

    private static Func<HttpContext, RateLimitPartition<string>> Concurrency(string policy, int most) =>
        _ => RateLimitPartition.GetConcurrencyLimiter(policy, _ => new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = 0 });
}
