namespace LiveParking.Grains.Storage;

/// <summary>A unit that is one persistent state.</summary>
/// <param name="stored">The state, already read.</param>
internal sealed class PersistentUnit<T>(IPersistentState<T> stored) : IUnitStore<T>
    where T : class
{
    /// <inheritdoc/>
    public T Load() => stored.State;

    /// <inheritdoc/>
    public bool NeedsWrite(T before, T after) => !ReferenceEquals(before, after);

    /// <inheritdoc/>
    public Task WriteAsync(T unit)
    {
        stored.State = unit;
        return stored.WriteStateAsync();
    }

    /// <inheritdoc/>
    public void Revert(T newest) => stored.State = newest;

    /// <inheritdoc/>
    public async Task<T> ReadAsync(T newest, T failedWrite)
    {
        await stored.ReadStateAsync();
        return stored.State;
    }

    /// <inheritdoc/>
    public void Committed(T unit)
    {
        // All of it was written.
    }
}
