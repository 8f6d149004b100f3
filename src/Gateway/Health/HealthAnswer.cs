namespace LiveParking.Gateway.Health;

/// <summary>The health of a gateway.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c> or <c>notReady</c>.</param>
/// <param name="Reasons">Why it is not ready, or what fails although it is ready, for people.</param>
internal sealed record HealthAnswer(string Status, IReadOnlyList<string> Reasons)
{
    /// <summary>The status of a gateway that can't serve.</summary>
    public const string NotReady = "notReady";
}
