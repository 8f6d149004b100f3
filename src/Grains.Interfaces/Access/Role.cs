namespace LiveParking.Grains.Interfaces.Access;

/// <summary>What the bearer of a token may do.</summary>
[GenerateSerializer, Alias("live-parking.Role")]
public enum Role
{
    /// <summary>Watch cameras that are not public.</summary>
    Viewer = 0,

    /// <summary>Send readings.</summary>
    Sensor = 1,

    /// <summary>Watch, send readings, correct numbers, create and change locations and levels.</summary>
    Operator = 2,

    /// <summary>The same, and remove what was created, manage tokens and read the audit trail of the system.</summary>
    Admin = 3,
}
