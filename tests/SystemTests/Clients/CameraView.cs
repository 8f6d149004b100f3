using System.Text.Json;

namespace LiveParking.SystemTests.Clients;

/// <summary>The fields of a <c>CameraStatus</c> that the tests use.</summary>
/// <param name="Id">The camera.</param>
/// <param name="State">The camera's state.</param>
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
