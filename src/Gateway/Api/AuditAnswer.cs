using System.Text.Json;
using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Gateway.Api;

/// <summary>A page of an audit trail.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="Next">The value of <c>after</c> for the next page; absent on the last one.</param>
internal sealed record AuditAnswer(IReadOnlyList<AuditEntryAnswer> Entries, string? Next);

/// <summary>An entry of an audit trail.</summary>
/// <param name="Id">Unique.</param>
/// <param name="At">When it began.</param>
/// <param name="Action">What was done.</param>
/// <param name="Outcome">How it ended: begun, done, refused or failed.</param>
/// <param name="Subject">Who did it.</param>
/// <param name="Role">The role of the token.</param>
/// <param name="TokenId">The token.</param>
/// <param name="Address">From where.</param>
/// <param name="LocationId">The location that it concerns; absent for the system.</param>
/// <param name="Target">The level, camera, token or message that it concerns.</param>
/// <param name="Reason">Why it was refused or failed.</param>
/// <param name="Before">What was there before.</param>
/// <param name="After">What was there afterwards.</param>
/// <param name="EndedAt">When it ended.</param>
internal sealed record AuditEntryAnswer(
    string Id,
    DateTimeOffset At,
    string Action,
    AuditOutcome Outcome,
    string Subject,
    string? Role,
    string? TokenId,
    string? Address,
    string? LocationId,
    string? Target,
    string? Reason,
    JsonElement? Before,
    JsonElement? After,
    DateTimeOffset? EndedAt)
{
    /// <summary>An entry in the form of the API.</summary>
    public static AuditEntryAnswer Of(AuditEntry entry) => new(
        entry.Id, entry.At, entry.Action, entry.Outcome, entry.Author.Subject, entry.Author.Role, entry.Author.TokenId, entry.Author.Address, entry.LocationId,
        entry.Target, entry.Reason, Json(entry.Before), Json(entry.After), entry.EndedAt);

    private static JsonElement? Json(string? text) => text is null ? null : JsonSerializer.Deserialize<JsonElement>(text);
}
