using LiveParking.Cameras.Capture.Masks;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Cameras.Capture;

/// <summary>One camera of this silo. <see cref="ToString"/> is safe to log; <see cref="Source"/> is not.</summary>
public sealed class CameraOptions
{
    /// <summary>The camera's id, a <see cref="Slug"/>.</summary>
    public string Id { get; set; } = "";

    /// <summary>The location to which it belongs, a <see cref="Slug"/>; null leaves the choice to the silo.</summary>
    public string? LocationId { get; set; }

    /// <summary>The level that it shows, a <see cref="Slug"/>; null when it shows no specific level.</summary>
    public string? LevelId { get; set; }

    /// <summary>Name for people, 1 to 100 characters; null means the id.</summary>
    public string? Name { get; set; }

    /// <summary>The source of the pictures, parsed by <see cref="CameraSourceAddress.Parse"/>. It may contain a password.</summary>
    public string Source { get; set; } = "";

    /// <summary>Whether anybody may watch; otherwise a token with the location is needed.</summary>
    public bool IsPublic { get; set; }

    /// <summary>The best rung for viewers of a public camera without a token for it.</summary>
    public CameraRung PublicRung { get; set; } = CameraRung.Medium;

    /// <summary>The best rung: 1280 pixels wide at quality 80.</summary>
    public RungOptions High { get; set; } = new() { MaxWidth = 1280, Quality = 80 };

    /// <summary>The middle rung: 640 pixels wide at quality 70.</summary>
    public RungOptions Medium { get; set; } = new() { MaxWidth = 640, Quality = 70 };

    /// <summary>The cheapest rung: 320 pixels wide at quality 50.</summary>
    public RungOptions Low { get; set; } = new() { MaxWidth = 320, Quality = 50 };

    /// <summary>
    /// Whether the camera is captured without viewers, so that the first viewer has a picture immediately and the camera's state is always known.
    /// Nothing is encoded while it has no viewers.
    /// </summary>
    public bool KeepWarm { get; set; }

    /// <summary>Masked parts of the picture, hidden from all viewers, at most <see cref="PrivacyMask.MaxMasks"/>.</summary>
    public IReadOnlyList<PrivacyMask> Masks { get; set; } = [];

    /// <summary>
    /// How long the picture must be identical, apart from codec rounding, before the camera counts as frozen: 2 s to 1 day; zero for never.
    /// </summary>
    public TimeSpan FrozenAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// A picture is sent only when the mean of a square of 8 x 8 pixels differs from the last sent picture by this many brightness levels of 256: 1
    /// to 64; 0 sends every picture.
    /// </summary>
    public int Stillness { get; set; } = 3;

    /// <summary>Resource limits of the <c>ffmpeg</c> process of an RTSP camera.</summary>
    public DecoderLimits Decoder { get; set; } = new();

    /// <summary>How long capturing continues after the last viewer has left: 0 s to 1 h.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Timeout from opening a source to its first picture: 1 s to 5 min.</summary>
    public TimeSpan OpenTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A source without a picture for this long is closed and reopened: 1 s to 5 min.</summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>After this long with pictures, a failed source is retried from the start of the schedule: 0 s to 1 h.</summary>
    public TimeSpan HealthyPeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stopped capture may take to end before it is abandoned: 0 s to 1 min.</summary>
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
