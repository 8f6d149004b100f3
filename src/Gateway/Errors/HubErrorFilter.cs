using Microsoft.AspNetCore.SignalR;

namespace LiveParking.Gateway.Errors;

/// <summary>Turns exceptions of hub methods into a <see cref="HubException"/> of the form <c>code: text</c>.</summary>
internal sealed partial class HubErrorFilter(ILogger<HubErrorFilter> logger) : IHubFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocation);
        }
        catch (OperationCanceledException) when (invocation.Context.ConnectionAborted.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (exception is not HubException)
        {
            if (ErrorMapping.IsUnexpected(exception))
                Log.Unexpected(logger, invocation.HubMethodName, exception);
            throw new HubException(ErrorMapping.From(exception).ToHubMessage());
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Method} failed with an unexpected exception.")]
        public static partial void Unexpected(ILogger logger, string method, Exception exception);
    }
}
