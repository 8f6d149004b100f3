namespace LiveParking.Hosting.Doctor;

/// <summary>What a check of <c>doctor</c> found.</summary>
/// <param name="Check">What was checked, such as <c>disk</c>.</param>
/// <param name="State">Whether it is well.</param>
/// <param name="Detail">What was found, in one sentence without secrets.</param>
/// <param name="Cure">What to do; null when it is well.</param>
public sealed record Finding(string Check, FindingState State, string Detail, string? Cure = null)
{
    /// <summary>All is well.</summary>
    public static Finding Good(string check, string detail) => new(check, FindingState.Good, detail);

    /// <summary>It works, but worse than it could, or not for long.</summary>
    public static Finding Warning(string check, string detail, string cure) => new(check, FindingState.Warning, detail, cure);

    /// <summary>It does not work.</summary>
    public static Finding Fault(string check, string detail, string cure) => new(check, FindingState.Fault, detail, cure);
}

/// <summary>Whether something is well.</summary>
public enum FindingState
{
    /// <summary>It is well.</summary>
    Good,

    /// <summary>It works, but worse than it could, or not for long.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Fault,
}
