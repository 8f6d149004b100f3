using LiveParking.Gateway.Mqtt;

namespace LiveParking.Gateway.Health;

/// <summary>
/// <c>/health/live</c>: the process serves. <c>/health/ready</c>: and has what it needs. A lost MQTT broker is told as a reason, and so is all else
/// without which numbers and video are still served.
/// </summary>
internal static class HealthEndpoints
{
    public static void MapGatewayHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").ExcludeFromDescription();
        health.MapGet("live", (HttpContext http) => Answer(http, new HealthAnswer("live", []), StatusCodes.Status200OK));
        health.MapGet("ready", async (HttpContext http, Readiness readiness, MqttLink mqtt) =>
        {
            var faults = await readiness.FindAsync();
            var reasons = faults.Select(fault => fault.Reason);
            return faults.Any(fault => fault.IsBlocking)
                ? Answer(http, new HealthAnswer("notReady", [.. reasons]), StatusCodes.Status503ServiceUnavailable)
                : Answer(http, new HealthAnswer("ready", mqtt.Reason is { } notice ? [.. reasons, notice] : [.. reasons]), StatusCodes.Status200OK);
        });
    }

    private static IResult Answer(HttpContext http, HealthAnswer answer, int status)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(answer, statusCode: status);
    }
}
