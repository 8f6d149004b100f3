namespace LiveParking.LiveStreams.Publishing;

/// <summary>A published state with its epoch and version.</summary>
internal sealed record LiveState(long Epoch, long Version, object? Item)
{
    public LiveItem For(long subscriptionId) => new(subscriptionId, Epoch, Version, Item);
}
