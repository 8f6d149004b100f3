using LiveParking.Gateway.Mqtt;

namespace LiveParking.Gateway.Health;

/// <summary><c>/health/live</c>: the process serves. <c>/health/ready</c>: and the cluster answers. A lost MQTT broker is told as a reason; all else is still served.</summary>
internal static class HealthEndpoints
{
    public static void MapGatewayHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").ExcludeFromDescription();
        health.MapGet("live", (HttpContext http) => Answer(http, new HealthAnswer("live", []), StatusCodes.Status200OK));
        health.MapGet("ready", async (HttpContext http, Readiness readiness, MqttLink mqtt) =>
            await readiness.ReasonAsync() is { } reason
                ? Answer(http, new HealthAnswer("notReady", [reason]), StatusCodes.Status503ServiceUnavailable)
                : Answer(http, new HealthAnswer("ready", mqtt.Reason is { } notice ? [notice] : []), StatusCodes.Status200OK));
    }

    private static IResult Answer(HttpContext http, HealthAnswer answer, int status)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(answer, statusCode: status);
    }
}
