namespace LiveParking.Replay.Rows;

/// <summary>The format of a recording, where the header does not show it.</summary>
internal sealed record RecordingFormat
{
    /// <summary>The column that names the car park; null when it is recognised by its name.</summary>
    public string? Park { get; init; }

    /// <summary>The column with the spots that there are.</summary>
    public string? Capacity { get; init; }

    /// <summary>The column with the spots that are taken.</summary>
    public string? Occupied { get; init; }

    /// <summary>The column with the time.</summary>
    public string? Time { get; init; }

    /// <summary>The zone of times without an offset, as an IANA name.</summary>
    public string TimeZone { get; init; } = "Europe/London";

    /// <summary>How times are written, as a format of .NET (<c>dd/MM/yyyy HH:mm</c>); null for ISO-8601 and seconds or milliseconds since 1970.</summary>
    public string? TimeFormat { get; init; }
}
