namespace LiveParking.Grains.Interfaces.Locations;

/// <summary>The notice beside the pictures of a location's cameras, as privacy laws require.</summary>
/// <param name="Text">Who films and why; 1 to <see cref="MaxTextLength"/> characters.</param>
/// <param name="Contact">Whom to ask: an email address, a phone number or a name; 1 to <see cref="MaxContactLength"/> characters.</param>
/// <param name="Url">Where more is to be read: an absolute <c>https</c> or <c>http</c> address of at most <see cref="MaxUrlLength"/> characters.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LocationNotice")]
public sealed record LocationNotice(
    [property: Id(0)] string Text,
    [property: Id(1)] string? Contact = null,
    [property: Id(2)] string? Url = null)
{
    /// <summary>Maximum characters of <see cref="Text"/>.</summary>
    public const int MaxTextLength = 1_000;

    /// <summary>Maximum characters of <see cref="Contact"/>.</summary>
    public const int MaxContactLength = 200;

    /// <summary>Maximum characters of <see cref="Url"/>.</summary>
    public const int MaxUrlLength = 500;
}
