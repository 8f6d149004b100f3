namespace LiveParking.Gateway.Access;

/// <summary>What the bearer of a token may do at its locations.</summary>
public enum Role
{
    /// <summary>Watch cameras that are not public.</summary>
    Viewer = 0,

    /// <summary>Send readings.</summary>
    Sensor = 1,

    /// <summary>Watch, send readings, change locations and levels.</summary>
    Operator = 2,

    /// <summary>All that an operator may, and what concerns the system as a whole.</summary>
    Admin = 3,
}
