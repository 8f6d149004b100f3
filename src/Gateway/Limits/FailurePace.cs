using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// Slows down a client whose requests fail again and again: after a burst each further answer with a 4xx status waits for 0.1 s. Who asks again as soon as
/// an answer comes would else keep the processor from those whose requests are good. Safe to use from any thread.
/// </summary>
internal sealed class FailurePace(IOptions<GatewayOptions> options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(100);

    /// <summary>Answers that wait at the same time. Others are not slowed, but their connection is closed.</summary>
    private const int MostWaiting = 4_000;

    private readonly PartitionedRateLimiter<ClientKey> _limiter = PartitionedRateLimiter.Create<ClientKey, ClientKey>(
        client => RateLimitPartition.GetTokenBucketLimiter(
            client, _ => RequestLimits.Bucket(options.Value.FailuresPerSecondOfClient, options.Value.FailureBurstOfClient)));

    private int _waiting;

    /// <summary>Waits before an answer when its client has failed too often.</summary>
    /// <param name="http">The request; nothing of the answer is written yet.</param>
    /// <param name="status">The status of the answer.</param>
    public async ValueTask HoldAsync(HttpContext http, int status)
    {
        if (status is < 400 or >= 500)
            return;
        using (var lease = _limiter.AttemptAcquire(ClientKey.Of(http)))
        {
            if (lease.IsAcquired)
                return;
        }

        try
        {
            if (Interlocked.Increment(ref _waiting) <= MostWaiting)
                await Task.Delay(Wait, time, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            else
                http.Response.Headers.Connection = "close";
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
