using LiveParking.Gateway.Errors;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace LiveParking.Gateway.Limits;

/// <summary>Answers exceptions, and error statuses without a body, with problem details. A client that fails repeatedly waits for its answer.</summary>
internal sealed partial class ProblemHandler(FailurePace pace, ILogger<ProblemHandler> logger) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (Faults.IsUnforeseen(exception))
            Log.Unforeseen(logger, httpContext.Request.Method, httpContext.Request.Path, exception);
        await AnswerAsync(httpContext, Faults.From(exception));
        return true;
    }

    /// <summary>Answers a status that the framework set without a body.</summary>
    public async Task AnswerBareAsync(HttpContext http)
    {
        // A refused WebSocket keeps its bare answer.
        if (http.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest != true)
            await AnswerAsync(http, Faults.FromStatus(http.Response.StatusCode));
    }

    private async Task AnswerAsync(HttpContext http, ApiError fault)
    {
        await pace.HoldAsync(http, fault.Status);
        await ProblemResponse.WriteAsync(http, fault);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Method} {Path} failed for a reason that nobody foresaw.")]
        public static partial void Unforeseen(ILogger logger, string method, PathString path, Exception exception);
    }
}
