namespace LiveParking.OpeningHours;

/// <summary>The kind of a token of opening hours.</summary>
internal enum HoursTokenKind
{
    /// <summary>The end of the text.</summary>
    End = 0,

    /// <summary>Letters.</summary>
    Word = 1,

    /// <summary>Digits.</summary>
    Number = 2,

    /// <summary>Text in double quotes.</summary>
    Comment = 3,

    /// <summary>One other character.</summary>
    Sign = 4,
}
