namespace LiveParking.Grains.Levels.Hours;

/// <summary>How a rule joins those before it.</summary>
internal enum RuleLink
{
    /// <summary><c>;</c>: replaces them on the days for which it is made; <c>off</c> closes on top of them.</summary>
    Normal = 0,

    /// <summary><c>,</c>: adds to them.</summary>
    Additional = 1,

    /// <summary><c>||</c>: holds where they leave it closed.</summary>
    Fallback = 2,
}
