using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LiveParking.Telemetry;

/// <summary>The probes of a management port: <c>/health/live</c> and <c>/health/ready</c>.</summary>
public static class ManagementHealth
{
    /// <summary>Maps the probes.</summary>
    /// <param name="routes">The management port.</param>
    /// <param name="findAsync">Whether the program is ready, and what fails, for people.</param>
    public static void Map(IEndpointRouteBuilder routes, Func<Task<(bool IsReady, IReadOnlyList<string> Reasons)>> findAsync)
    {
        routes.MapGet("/health/live", (RequestDelegate)(http => AnswerAsync(http, StatusCodes.Status200OK, "live", [])));
        routes.MapGet("/health/ready", (RequestDelegate)(async http =>
        {
            var (isReady, reasons) = await findAsync();
            await AnswerAsync(http, isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, isReady ? "ready" : "notReady", reasons);
        }));
    }

    private static Task AnswerAsync(HttpContext http, int status, string word, IReadOnlyList<string> reasons)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { status = word, reasons });
    }
}
