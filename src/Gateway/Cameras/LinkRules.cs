namespace LiveParking.Gateway.Cameras;

/// <summary>How <see cref="LinkRate"/> reads the time that frames take.</summary>
internal sealed record LinkRules
{
    /// <summary>For the time from a frame to its acknowledgement.</summary>
    public static readonly LinkRules Acknowledged = new()
    {
        Tolerance = TimeSpan.FromMilliseconds(120),
        Run = 3,
        RunTime = TimeSpan.Zero,
        AtOnce = TimeSpan.FromMilliseconds(400),
        Share = 0.9,
    };

    /// <summary>
    /// For the time in which a connection takes a frame. It is next to nothing until all buffers on the way are full, and then says exactly how
    /// fast they empty. So the rate stays well below that for a while, for they empty only then, and is then left free once, to see whether it is still so.
    /// </summary>
    public static readonly LinkRules Accepted = new()
    {
        Tolerance = TimeSpan.FromMilliseconds(25),
        Run = 2,
        RunTime = TimeSpan.FromMilliseconds(600),
        AtOnce = TimeSpan.FromMilliseconds(900),
        Share = 0.75,
        Hold = TimeSpan.FromSeconds(30),
        LongestHold = TimeSpan.FromMinutes(2),
    };

    /// <summary>A frame that takes this much longer than the quickest waited for others.</summary>
    public required TimeSpan Tolerance { get; init; }

    /// <summary>So many such frames, one after the other, show that the link is overloaded; fewer may be a hiccup.</summary>
    public required int Run { get; init; }

    /// <summary>… and for this long.</summary>
    public required TimeSpan RunTime { get; init; }

    /// <summary>A frame that takes this long shows it alone.</summary>
    public required TimeSpan AtOnce { get; init; }

    /// <summary>The share of what an overloaded link was seen to carry that is given to it, so that what waits gets less.</summary>
    public required double Share { get; init; }

    /// <summary>How long a rate is kept before it is lifted; null lets it grow as long as frames do not wait.</summary>
    public TimeSpan? Hold { get; init; }

    /// <summary>The hold after lifting it was of no use, again and again.</summary>
    public TimeSpan LongestHold { get; init; }
}
