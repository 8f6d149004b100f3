using System.Net;
using System.Threading.RateLimiting;
using LiveParking.Gateway.Errors;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Limits;

/// <summary>Counts the rejected tokens of each address (IPv6: of each /64).</summary>
internal sealed class TokenFailureLimiter(IOptions<GatewayOptions> options, ClientLimits limits)
{
    private readonly ClientLimit _limit = limits.Add(_ => new FixedWindowRateLimiter(new FixedWindowRateLimiterOptions
    {
        PermitLimit = options.Value.TokenFailuresPerMinute,
        Window = TimeSpan.FromMinutes(1),
        AutoReplenishment = false,
    }));

    /// <summary>Counts a rejected token.</summary>
    /// <exception cref="ApiException"><c>too-many-requests</c>: too many rejected tokens within a minute.</exception>
    public void Count(IPAddress? address)
    {
        using var lease = _limit.AttemptAcquire(new ClientKey(null, ClientKey.Of(address)));
        if (lease.IsAcquired)
            return;
        lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter);
        throw ApiErrors.TooManyRequests("Too many refused tokens came from this address.", retryAfter);
    }
}
