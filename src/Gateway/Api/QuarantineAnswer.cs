using LiveParking.Grains.Interfaces.Quarantine;

namespace LiveParking.Gateway.Api;

/// <summary>The messages in quarantine that the caller may see.</summary>
/// <param name="Messages">Oldest first, without their payloads.</param>
/// <param name="Dropped">Messages of all locations that were dropped because the quarantine was full, since the quarantine exists.</param>
internal sealed record QuarantineAnswer(IReadOnlyList<QuarantineEntry> Messages, long Dropped);
