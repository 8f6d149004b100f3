namespace LiveParking.Grains.Storage;

/// <summary>State that identifies the write that stored it, and that can merge the stored state of another activation.</summary>
internal interface IMergedState<T>
    where T : class
{
    /// <summary>Identifies the write that stored it; null when an earlier build did.</summary>
    long? Mark { get; }

    /// <summary>A copy with a mark.</summary>
    T WithMark(long mark);

    /// <summary>The newest parts of both; <paramref name="theirs"/> itself when nothing in this state is newer.</summary>
    /// <param name="theirs">The stored state of another activation.</param>
    T MergedInto(T theirs);
}
