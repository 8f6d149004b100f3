using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// Slows down a client whose requests fail repeatedly: after a burst, each further 4xx response is delayed by 0.25 s. Otherwise a client that retries
/// after each response would take processor time from valid requests. Thread-safe.
/// </summary>
internal sealed class FailureThrottle(IOptions<GatewayOptions> options, ClientLimits limits, TimeProvider timeProvider)
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(250);

    /// <summary>Maximum delayed responses at the same time. Beyond this limit a response is sent at once with <c>Connection: close</c>.</summary>
    private const int MaxWaiting = 4_000;

    private readonly ClientLimit _limit = limits.Add(_ => ClientLimits.Bucket(options.Value.FailuresPerSecondOfClient, options.Value.FailureBurstOfClient));

    private int _waiting;

    /// <summary>Delays a response when its client has failed too often.</summary>
    /// <param name="http">The request; the response has not started yet.</param>
    /// <param name="status">The status code of the response.</param>
    public async ValueTask DelayIfFailingAsync(HttpContext http, int status)
    {
        if (status is < 400 or >= 500)
            return;
        using (var lease = _limit.AttemptAcquire(ClientKey.Of(http)))
        {
            if (lease.IsAcquired)
                return;
        }

        try
        {
            if (Interlocked.Increment(ref _waiting) <= MaxWaiting)
                await Task.Delay(Wait, timeProvider, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            else
                http.Response.Headers.Connection = "close";
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
