using LiveParking.Gateway.Errors;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace LiveParking.Gateway.Limits;

/// <summary>Answers exceptions, and error statuses without a body, with problem details. A client that fails repeatedly waits for its answer.</summary>
internal sealed partial class ProblemHandler(FailureThrottle throttle, ILogger<ProblemHandler> logger) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (ErrorMapping.IsUnexpected(exception))
            Log.Unexpected(logger, httpContext.Request.Method, httpContext.Request.Path, exception);
        await AnswerAsync(httpContext, ErrorMapping.From(exception));
        return true;
    }

    /// <summary>Answers a status that the framework set without a body.</summary>
    public async Task AnswerBareAsync(HttpContext http)
    {
        // A refused WebSocket keeps its bare answer.
        if (http.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest != true)
            await AnswerAsync(http, ErrorMapping.FromStatus(http.Response.StatusCode));
    }

    private async Task AnswerAsync(HttpContext http, ApiError fault)
    {
        await throttle.DelayIfFailingAsync(http, fault.Status);
        await ProblemResponse.WriteAsync(http, fault);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Method} {Path} failed with an unexpected exception.")]
        public static partial void Unexpected(ILogger logger, string method, PathString path, Exception exception);
    }
}
