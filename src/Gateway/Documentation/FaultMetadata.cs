using LiveParking.Gateway.Errors;
using Microsoft.AspNetCore.Mvc;

namespace LiveParking.Gateway.Documentation;

/// <summary>Declares the possible problem responses of an endpoint in the OpenAPI document.</summary>
internal static class FaultMetadata
{
    /// <summary>Adds the statuses of problem details.</summary>
    public static RouteHandlerBuilder Faults(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            route.Produces<ProblemDetails>(status, ProblemResponse.MediaType);
        return route;
    }
}
