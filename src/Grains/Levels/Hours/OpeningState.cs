namespace LiveParking.Grains.Levels.Hours;

/// <summary>What opening hours say about a moment.</summary>
internal enum OpeningState
{
    /// <summary>Closed, or no rule says otherwise.</summary>
    Closed = 0,

    /// <summary>Open.</summary>
    Open = 1,

    /// <summary>The text leaves it open: <c>unknown</c>, a comment without a word, the time after an open end.</summary>
    Unknown = 2,
}
