using LiveParking.Grains.Interfaces.Quarantine;

namespace LiveParking.Gateway.Api;

/// <summary>The messages in quarantine that the caller may see.</summary>
/// <param name="Messages">Oldest first, without their payloads.</param>
/// <param name="Dropped">How many were dropped because the quarantine was full, of all locations and since there is one.</param>
internal sealed record QuarantineAnswer(IReadOnlyList<QuarantineEntry> Messages, long Dropped);
