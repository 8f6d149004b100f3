namespace LiveParking.Gateway.Access;

/// <summary>
/// What an endpoint or a hub method needs of its caller. The role of a token gives it. Whether the token is also for the location or camera of a
/// request is checked with the request itself (<see cref="Caller"/>).
/// </summary>
internal enum Permission
{
    /// <summary>No token is needed.</summary>
    Anyone,

    /// <summary>Watch a camera: no token is needed for a public camera.</summary>
    Watch,

    /// <summary>Send readings.</summary>
    Report,

    /// <summary>Create and change locations and levels, and correct numbers.</summary>
    Manage,

    /// <summary>Remove locations, levels, corrections and history.</summary>
    Remove,

    /// <summary>Issue, list and revoke tokens.</summary>
    ManageTokens,

    /// <summary>Read who changed what, and who watched which camera.</summary>
    ReadAudit,

    /// <summary>See the details behind the numbers: sensors, corrections, drift.</summary>
    Inspect,

    /// <summary>See all sites at a glance with their alarms.</summary>
    Oversee,

    /// <summary>Acknowledge and shelve alarms.</summary>
    HandleAlarms,

    /// <summary>Set up notifications of alarms.</summary>
    ManageNotifications,

    /// <summary>See one sensor and the last results of its readings.</summary>
    ReadSensor,

    /// <summary>Handle messages in quarantine.</summary>
    HandleQuarantine,
}
