namespace LiveParking.Grains.Storage;

/// <summary>Stores and reads the immutable state of a grain as one unit.</summary>
internal interface IUnitStore<T>
    where T : class
{
    /// <summary>The unit as it was read when the grain was activated.</summary>
    T Load();

    /// <summary>Whether a change must be written before it is answered.</summary>
    bool NeedsWrite(T before, T after);

    /// <summary>Writes a unit. After an exception it is unknown whether it is stored.</summary>
    Task WriteAsync(T unit);

    /// <summary>A write failed: nothing of it may leave this activation, not even by migration.</summary>
    /// <param name="newest">The newest unit that is known to be stored.</param>
    void Revert(T newest);

    /// <summary>Reads again what is stored.</summary>
    /// <param name="newest">The newest unit that was known to be stored.</param>
    /// <param name="failedWrite">The unit whose write failed; it may be stored anyway.</param>
    Task<T> ReadAsync(T newest, T failedWrite);

    /// <summary>A unit is stored, or needs no write.</summary>
    void Committed(T unit);
}
