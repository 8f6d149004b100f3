namespace LiveParking.OpeningHours;

/// <summary>How a rule combines with the previous ones.</summary>
internal enum RuleLink
{
    /// <summary><c>;</c>: replaces them on its days; <c>off</c> closes in addition to them.</summary>
    Normal = 0,

    /// <summary><c>,</c>: adds to them.</summary>
    Additional = 1,

    /// <summary><c>||</c>: applies where they leave it closed.</summary>
    Fallback = 2,
}
