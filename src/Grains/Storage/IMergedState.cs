namespace LiveParking.Grains.Storage;

/// <summary>State that says which write has stored it, and that can take over what another activation has stored.</summary>
internal interface IMergedState<T>
    where T : class
{
    /// <summary>Names the write that stored it; null when an earlier build did.</summary>
    long? Mark { get; }

    /// <summary>The same state with a mark.</summary>
    T WithMark(long mark);

    /// <summary>What is newest of both; <paramref name="theirs"/> itself when nothing of this is newer.</summary>
    /// <param name="theirs">What another activation has stored.</param>
    T MergedInto(T theirs);
}
