using LiveParking.Telemetry;
using Microsoft.AspNetCore.Routing;

namespace LiveParking.Silo;

/// <summary>The probes of a silo: it is ready while it is an active member of the cluster.</summary>
internal sealed class SiloManagement(IServiceProvider services) : IManagementEndpoints
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) => ManagementHealth.Map(routes, () =>
    {
        var status = services.GetRequiredService<ISiloStatusOracle>().CurrentStatus;
        IReadOnlyList<string> reasons = status == SiloStatus.Active ? [] : [$"The silo is not an active member of the cluster; its status is {status}."];
        return Task.FromResult((reasons.Count == 0, reasons));
    });
}
