namespace LiveParking.LiveStreams.Publishing;

/// <summary>A published state with its epoch and version.</summary>
internal sealed record LiveState(long Epoch, long Version, object? Item, string? Trace = null)
{
    public LiveItem For(long subscriptionId, string? trace = null) => new(subscriptionId, Epoch, Version, Item, trace);
}
