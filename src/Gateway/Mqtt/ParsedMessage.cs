using LiveParking.Gateway.Readings;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Mqtt;

/// <summary>A message whose content has been read.</summary>
/// <param name="Batch">Its readings; null when it means nothing.</param>
/// <param name="Store">Stores its readings and gives the answer; to do it again has no second effect.</param>
/// <param name="Place">What it is for.</param>
internal sealed record ParsedMessage(ReadingBatch? Batch, Func<CancellationToken, Task<ReadOnlyMemory<byte>>> Store, MessagePlace Place)
{
    /// <summary>A message that means nothing.</summary>
    /// <param name="reason">Why, for people.</param>
    public static ParsedMessage Ignored(string? reason) =>
        new(null, _ => throw new InvalidOperationException("There is nothing to store."), MessagePlace.Unknown) { IgnoredReason = reason };

    /// <summary>Why it means nothing, for people.</summary>
    public string? IgnoredReason { get; private init; }
}
