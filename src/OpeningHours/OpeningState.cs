namespace LiveParking.OpeningHours;

/// <summary>The state of opening hours at a moment.</summary>
public enum OpeningState
{
    /// <summary>Closed, or no rule matches.</summary>
    Closed = 0,

    /// <summary>Open.</summary>
    Open = 1,

    /// <summary>Not determined by the text: <c>unknown</c>, a comment without a state word, the time after an open end.</summary>
    Unknown = 2,
}
