using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Protocols;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.AspNetCore.SignalR;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// A hub protocol that rejects calls above the limit of a connection or client, with the error <c>too-many-requests</c>. A hub filter can't do this,
/// because calls that can't be bound to a method are answered before any filter runs. Everything else passes through unchanged.
/// </summary>
internal sealed class LimitedHubProtocol(IHubProtocol inner, HubCallLimiter limiter) : DelegatingHubProtocol(inner)
{
    private static readonly ExceptionDispatchInfo TooMany = ExceptionDispatchInfo.Capture(
        new HubException(ApiErrors.TooManyRequests("Too many calls came from this connection, or too many broken ones from its address or token; wait a second.").Error.ToHubMessage()));

    /// <inheritdoc/>
    public override bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        if (!base.TryParseMessage(ref input, binder, out message))
            return false;
        message = message switch
        {
            InvocationBindingFailureMessage failure when !limiter.TryTake(failure.Target, isReadable: false) =>
                new InvocationBindingFailureMessage(failure.InvocationId, failure.Target, TooMany),
            HubMethodInvocationMessage call when !limiter.TryTake(call.Target, isReadable: true) =>
                new InvocationBindingFailureMessage(call.InvocationId, call.Target, TooMany),
            _ => message,
        };
        return true;
    }
}
