namespace LiveParking.Gateway.Health;

/// <summary>How a gateway is.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c> or <c>notReady</c>.</param>
/// <param name="Reasons">Why it is not ready, or what does not work although it is, for people.</param>
internal sealed record HealthAnswer(string Status, IReadOnlyList<string> Reasons);
