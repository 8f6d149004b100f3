using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using LiveParking.Gateway.Errors;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.AspNetCore.SignalR;

namespace LiveParking.Gateway.Protocols;

/// <summary>
/// A hub protocol that answers calls with unreadable arguments with the error <c>invalid-request</c>. The stock protocols report them without a code,
/// before any hub filter runs. Everything else passes through unchanged.
/// </summary>
internal sealed class CodedHubProtocol(IHubProtocol inner) : DelegatingHubProtocol(inner)
{
    /// <inheritdoc/>
    public override bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        if (!base.TryParseMessage(ref input, binder, out message))
            return false;
        if (message is InvocationBindingFailureMessage failure)
            message = new InvocationBindingFailureMessage(failure.InvocationId, failure.Target, Coded(failure));
        return true;
    }

    private static ExceptionDispatchInfo Coded(InvocationBindingFailureMessage failure)
    {
        var cause = failure.BindingFailure.SourceException;
        var where = (cause.InnerException ?? cause) is JsonException { Path: { Length: > 0 } path } ? $" (at {path})" : "";
        var detail = $"'{Shorten(failure.Target)}' is no method of this hub, or its arguments do not have the form that it takes{where}.";
        return ExceptionDispatchInfo.Capture(new HubException(ApiErrors.Invalid(detail).Error.ToHubMessage()));
    }

    private static string Shorten(string target) => target.Length <= 80 ? target : target[..80] + "…";
}
