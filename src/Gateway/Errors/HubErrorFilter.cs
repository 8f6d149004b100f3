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
            if (Faults.IsUnforeseen(exception))
                Log.Unforeseen(logger, invocation.HubMethodName, exception);
            throw new HubException(Faults.From(exception).ToHubMessage());
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Method} failed for a reason that nobody foresaw.")]
        public static partial void Unforeseen(ILogger logger, string method, Exception exception);
    }
}
