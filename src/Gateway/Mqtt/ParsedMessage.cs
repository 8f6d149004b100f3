using LiveParking.Gateway.Readings;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Mqtt;

/// <summary>A parsed message.</summary>
/// <param name="Batch">Its readings; null when the message is ignored.</param>
/// <param name="Store">Stores its readings and returns the answer; a repeated call has no second effect.</param>
/// <param name="Target">Its target.</param>
internal sealed record ParsedMessage(ReadingBatch? Batch, Func<CancellationToken, Task<ReadOnlyMemory<byte>>> Store, MessageTarget Target)
{
    /// <summary>An ignored message.</summary>
    /// <param name="reason">Why, for people.</param>
    public static ParsedMessage Ignored(string? reason) =>
        new(null, _ => throw new InvalidOperationException("There is nothing to store."), MessageTarget.Unknown) { IgnoredReason = reason };

    /// <summary>Why it is ignored, for people.</summary>
    public string? IgnoredReason { get; private init; }
}
