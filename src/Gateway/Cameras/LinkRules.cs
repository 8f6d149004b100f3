namespace LiveParking.Gateway.Cameras;

/// <summary>How <see cref="LinkRate"/> interprets delivery times of frames.</summary>
internal sealed record LinkRules
{
    /// <summary>Rules for the time from sending a frame to its acknowledgement.</summary>
    public static readonly LinkRules Acknowledged = new()
    {
        Tolerance = TimeSpan.FromMilliseconds(120),
        Run = 3,
        RunTime = TimeSpan.Zero,
        AtOnce = TimeSpan.FromMilliseconds(400),
        Share = 0.9,
    };

    /// <summary>
    /// Rules for the time in which a connection takes a frame. It is close to zero until all buffers on the way are full. Then it shows exactly how
    /// fast they drain. Buffers drain only below that rate, so the rate stays well below it for a while. Then the limit is lifted once, to see
    /// whether the link is still slow.
    /// </summary>
    public static readonly LinkRules Accepted = new()
    {
        Tolerance = TimeSpan.FromMilliseconds(25),
        Run = 2,
        RunTime = TimeSpan.FromMilliseconds(600),
        AtOnce = TimeSpan.FromMilliseconds(900),
        Share = 0.75,
        Hold = TimeSpan.FromSeconds(30),
        MaxHold = TimeSpan.FromMinutes(2),
    };

    /// <summary>A frame that takes this much longer than the quickest one was queued behind others.</summary>
    public required TimeSpan Tolerance { get; init; }

    /// <summary>This many consecutive queued frames show an overloaded link; fewer may be a hiccup.</summary>
    public required int Run { get; init; }

    /// <summary>… and the run must last this long.</summary>
    public required TimeSpan RunTime { get; init; }

    /// <summary>A single frame that takes this long shows an overloaded link.</summary>
    public required TimeSpan AtOnce { get; init; }

    /// <summary>The share of the measured throughput that an overloaded link gets, so that the queue shrinks.</summary>
    public required double Share { get; init; }

    /// <summary>How long a limit is kept before it is lifted; null lets the rate grow while frames do not queue.</summary>
    public TimeSpan? Hold { get; init; }

    /// <summary>Maximum hold after lifting the limit failed repeatedly.</summary>
    public TimeSpan MaxHold { get; init; }
}
