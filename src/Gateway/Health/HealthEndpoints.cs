using LiveParking.Gateway.Mqtt;
using LiveParking.Gateway.Quarantine;

namespace LiveParking.Gateway.Health;

/// <summary>
/// <c>/health/live</c>: the process serves. <c>/health/ready</c>: and the cluster answers. A lost MQTT broker and messages in quarantine are told as reasons; all
/// else is still served.
/// </summary>
internal static class HealthEndpoints
{
    public static void MapGatewayHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").ExcludeFromDescription();
        health.MapGet("live", (HttpContext http) => Answer(http, new HealthAnswer("live", []), StatusCodes.Status200OK));
        health.MapGet("ready", async (HttpContext http, Readiness readiness, MqttLink mqtt, QuarantineNotice quarantine) =>
            await readiness.ReasonAsync() is { } reason
                ? Answer(http, new HealthAnswer("notReady", [reason]), StatusCodes.Status503ServiceUnavailable)
                : Answer(http, new HealthAnswer("ready", NotNull([mqtt.Reason, await quarantine.ReasonAsync()])), StatusCodes.Status200OK));
    }

    private static List<string> NotNull(IReadOnlyList<string?> reasons) => [.. reasons.OfType<string>()];

    private static IResult Answer(HttpContext http, HealthAnswer answer, int status)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(answer, statusCode: status);
    }
}
