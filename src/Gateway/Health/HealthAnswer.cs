namespace LiveParking.Gateway.Health;

/// <summary>How a gateway is.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c> or <c>notReady</c>.</param>
/// <param name="Reasons">Why it is not ready, for people.</param>
internal sealed record HealthAnswer(string Status, IReadOnlyList<string> Reasons);
