using LiveParking.Grains.Cameras.Capture.Masks;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Grains.Cameras.Capture;

/// <summary>One camera of this silo. <see cref="ToString"/> is safe to log; <see cref="Source"/> is not.</summary>
public sealed class CameraOptions
{
    /// <summary>The camera's id, a <see cref="Slug"/>.</summary>
    public string Id { get; set; } = "";

    /// <summary>The location to which it belongs, a <see cref="Slug"/>; null leaves the choice to the silo.</summary>
    public string? LocationId { get; set; }

    /// <summary>The level that it shows, a <see cref="Slug"/>; null when it shows none in particular.</summary>
    public string? LevelId { get; set; }

    /// <summary>For people, 1 to 100 characters; null takes the id.</summary>
    public string? Name { get; set; }

    /// <summary>Where the pictures come from, as <see cref="CameraSourceAddress.Parse"/> reads it. It may hold a password.</summary>
    public string Source { get; set; } = "";

    /// <summary>Whether anybody may watch; otherwise a token with the location is needed.</summary>
    public bool IsPublic { get; set; } = true;

    /// <summary>The best rung: 1280 pixels wide at quality 80.</summary>
    public RungOptions High { get; set; } = new() { MaxWidth = 1280, Quality = 80 };

    /// <summary>The middle rung: 640 pixels wide at quality 70.</summary>
    public RungOptions Medium { get; set; } = new() { MaxWidth = 640, Quality = 70 };

    /// <summary>The cheapest rung: 320 pixels wide at quality 50.</summary>
    public RungOptions Low { get; set; } = new() { MaxWidth = 320, Quality = 50 };

    /// <summary>
    /// Whether the camera is captured while nobody watches, so that the first viewer has a picture at once and the camera's state is always
    /// known. Nothing is encoded meanwhile.
    /// </summary>
    public bool KeepWarm { get; set; }

    /// <summary>Parts of the picture that nobody gets to see, at most <see cref="PrivacyMask.MostMasks"/>.</summary>
    public IReadOnlyList<PrivacyMask> Masks { get; set; } = [];

    /// <summary>How long the picture is identical but for codec rounding before the camera is frozen: 2 s to 1 day; zero for never.</summary>
    public TimeSpan FrozenAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// By how many levels of brightness, of 256, the mean of a square of 8 x 8 pixels must differ from the last picture sent for a picture
    /// to be sent: 1 to 64; 0 sends every picture.
    /// </summary>
    public int Stillness { get; set; } = 3;

    /// <summary>What the <c>ffmpeg</c> of an RTSP camera may take.</summary>
    public DecoderLimits Decoder { get; set; } = new();

    /// <summary>How long capturing goes on after the last viewer has left: 0 s to 1 h.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an open source may take to the first picture: 1 s to 5 min.</summary>
    public TimeSpan OpenTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A source that gives no picture for this long is closed and opened again: 1 s to 5 min.</summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A source that gave pictures for this long before it failed is retried from the start of the schedule: 0 s to 1 h.</summary>
    public TimeSpan HealthyPeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a capture that was told to end may take before it is left behind: 0 s to 1 min.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The options of a rung.</summary>
    public RungOptions this[CameraRung rung] => rung switch
    {
        CameraRung.Low => Low,
        CameraRung.Medium => Medium,
        CameraRung.High => High,
        _ => throw new ArgumentOutOfRangeException(nameof(rung), rung, "There is no such rung."),
    };

    /// <summary>The camera and its source in the display form.</summary>
    public override string ToString()
    {
        try
        {
            return $"{Id} ({CameraSourceAddress.Parse(Source)})";
        }
        catch (InvalidRequestException)
        {
            return $"{Id} (a source that cannot be read)";
        }
    }
}
