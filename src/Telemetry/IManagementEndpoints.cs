using Microsoft.AspNetCore.Routing;

namespace LiveParking.Telemetry;

/// <summary>Endpoints that a program adds to its management port.</summary>
public interface IManagementEndpoints
{
    /// <summary>Maps them.</summary>
    void Map(IEndpointRouteBuilder routes);
}
