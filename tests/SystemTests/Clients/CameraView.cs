using System.Text.Json;

namespace LiveParking.SystemTests.Clients;

/// <summary>What the tests look at in a <c>CameraStatus</c>.</summary>
/// <param name="Id">The camera.</param>
/// <param name="State">What it does.</param>
/// <param name="Reason">Why it gives no picture; empty when it does.</param>
public sealed record CameraView(string Id, string State, string Reason)
{
    /// <summary>Reads it.</summary>
    public static CameraView From(JsonElement status) =>
        new(
            status.GetProperty("id").GetString()!,
            status.GetProperty("state").GetString()!,
            status.TryGetProperty("reason", out var reason) ? reason.GetString() ?? "" : "");
}
