using LiveParking.Gateway.Access;
using LiveParking.Gateway.Mqtt;
using LiveParking.Gateway.Quarantine;

namespace LiveParking.Gateway.Health;

/// <summary>
/// <c>/health/live</c>: the process serves. <c>/health/ready</c>: the process also has everything it needs. Problems that do not stop numbers and
/// video, such as a lost MQTT broker or messages in quarantine, are reasons of a ready gateway.
/// </summary>
internal static class HealthEndpoints
{
    public static void MapGatewayHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").Allow(Permission.Anyone).ExcludeFromDescription();
        health.MapGet("live", (HttpContext http) => Answer(http, new HealthAnswer("live", []), StatusCodes.Status200OK));
        health.MapGet("ready", async (HttpContext http, Readiness readiness, MqttLink mqtt, QuarantineNotice quarantine) =>
        {
            // Both run together and take 2 s at most: the timeout of a probe may be little longer.
            var quarantined = quarantine.ReasonAsync();
            var faults = await readiness.FindAsync();
            var reasons = faults.Select(fault => fault.Reason);
            if (faults.Any(fault => fault.IsBlocking))
                return Answer(http, new HealthAnswer("notReady", [.. reasons]), StatusCodes.Status503ServiceUnavailable);
            var notices = new[] { mqtt.Reason, await quarantined }.OfType<string>();
            return Answer(http, new HealthAnswer("ready", [.. reasons, .. notices]), StatusCodes.Status200OK);
        });
    }

    private static IResult Answer(HttpContext http, HealthAnswer answer, int status)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(answer, statusCode: status);
    }
}
