using LiveParking.Gateway.Access;

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
        health.MapGet("ready", async (HttpContext http, GatewayHealth found) =>
        {
            var answer = await found.FindAsync();
            return Answer(http, answer, answer.Status == HealthAnswer.NotReady ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
        });
    }

    private static IResult Answer(HttpContext http, HealthAnswer answer, int status)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(answer, statusCode: status);
    }
}
