using LiveParking.Gateway.Mqtt;
using LiveParking.Gateway.Quarantine;
using LiveParking.Telemetry;

namespace LiveParking.Gateway.Health;

/// <summary>The health of this gateway, for its public port and its management port.</summary>
internal sealed class GatewayHealth(Readiness readiness, MqttLink mqtt, QuarantineNotice quarantine) : IManagementEndpoints
{
    /// <summary>Whether it can serve, and what fails. Takes 2 s at most.</summary>
    public async Task<HealthAnswer> FindAsync()
    {
        // Both run together: the timeout of a probe may be little longer than one of them.
        var quarantined = quarantine.ReasonAsync();
        var faults = await readiness.FindAsync();
        var reasons = faults.Select(fault => fault.Reason);
        if (faults.Any(fault => fault.IsBlocking))
            return new HealthAnswer(HealthAnswer.NotReady, [.. reasons]);
        var notices = new[] { mqtt.Reason, await quarantined }.OfType<string>();
        return new HealthAnswer("ready", [.. reasons, .. notices]);
    }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) => ManagementHealth.Map(routes, async () =>
    {
        var found = await FindAsync();
        return (found.Status != HealthAnswer.NotReady, found.Reasons);
    });
}
