using LiveParking.Replay.Rows;

namespace LiveParking.Replay;

/// <summary>The recording, its target and its speed.</summary>
internal sealed record ReplayOptions
{
    /// <summary>The recording; null for the first one beside the repository, or a generated one.</summary>
    public string? File { get; init; }

    /// <summary>The names of its columns and the format of its times.</summary>
    public RecordingFormat Format { get; init; } = new();

    /// <summary>Seconds of the recording in a second; null for as fast as the answers come.</summary>
    public double? Speed { get; init; } = 1_000;

    /// <summary>The most rows of a request, 1 to 1,000.</summary>
    public int Batch { get; init; } = 500;

    /// <summary>The gateway; null starts a separate system.</summary>
    public Uri? Url { get; init; }

    /// <summary>A token for it with the role admin, or operator of the location.</summary>
    public string? Token { get; init; }

    /// <summary>The id of the location that is made; null for one that is new each time.</summary>
    public string? Location { get; init; }

    /// <summary>How long a count holds without a successor: the level's <c>silentAfter</c>.</summary>
    public TimeSpan SilentAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether minutes of the history are checked on the way; otherwise hours and days only, and nothing holds up the rows.</summary>
    public bool ChecksMinutes { get; init; } = true;

    /// <summary>Car parks of a generated recording.</summary>
    public int GeneratedParks { get; init; } = 30;

    /// <summary>Days of a generated recording.</summary>
    public int GeneratedDays { get; init; } = 42;

    /// <summary>The same seed generates the same recording.</summary>
    public int Seed { get; init; } = 1;
}
