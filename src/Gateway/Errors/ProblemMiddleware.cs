using LiveParking.Gateway.Limits;
using Microsoft.AspNetCore.Http.Features;

namespace LiveParking.Gateway.Errors;

/// <summary>Turns exceptions, and error statuses without a body, into problem details.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, FailurePace pace, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has disconnected, so no response can be sent.
            LogGone(logger, http.Request.Method, http.Request.Path);
            return;
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            if (Faults.IsUnforeseen(exception))
                LogUnforeseen(logger, http.Request.Method, http.Request.Path, exception);
            http.Response.Clear();
            await AnswerAsync(http, Faults.From(exception));
            return;
        }

        if (IsBareError(http))
            await AnswerAsync(http, Faults.FromStatus(http.Response.StatusCode));
    }

    private async Task AnswerAsync(HttpContext http, ApiError fault)
    {
        await pace.HoldAsync(http, fault.Status);
        await ProblemResponse.WriteAsync(http, fault);
    }

    private static bool IsBareError(HttpContext http) =>
        http.Response is { StatusCode: >= 400, HasStarted: false, ContentLength: null or 0, ContentType: null or "" }
        && http.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest != true;

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed for a reason that nobody foresaw.")]
    private static partial void LogUnforeseen(ILogger logger, string method, PathString path, Exception exception);

    [LoggerMessage(LogLevel.Debug, "The caller of {Method} {Path} went away.")]
    private static partial void LogGone(ILogger logger, string method, PathString path);
}
