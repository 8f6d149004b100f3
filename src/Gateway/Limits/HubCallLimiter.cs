using LiveParking.Gateway.Cameras;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Metrics;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Limits;

/// <summary>Limits how often one connection may call: so many calls a second in the long run, a burst at once; acknowledgements have a limit of their own.</summary>
internal sealed class HubCallLimiter(IOptions<GatewayOptions> options, GatewayMeters meters, TimeProvider time) : IHubFilter
{
    private static readonly object BucketsKey = new();

    /// <inheritdoc/>
    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        var limits = options.Value;
        context.Context.Items[BucketsKey] = new Buckets(
            new TokenBucket(limits.HubCallsPerSecond, limits.HubCallBurst),
            new TokenBucket(limits.HubAcksPerSecond, limits.HubAcksPerSecond));
        return next(context);
    }

    /// <inheritdoc/>
    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var buckets = (Buckets)invocation.Context.Items[BucketsKey]!;
        var bucket = invocation.HubMethodName == nameof(CamerasHub.AckFrame) ? buckets.Acks : buckets.Calls;
        if (bucket.TryTake(time.GetElapsedTime(0)))
            return next(invocation);
        meters.CallsRefused.Add(1);
        throw Refuse.TooManyRequests("This connection calls too often; wait a second.");
    }

    private sealed record Buckets(TokenBucket Calls, TokenBucket Acks);
}
