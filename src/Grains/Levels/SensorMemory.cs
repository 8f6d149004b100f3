using System.Text.Json.Serialization;

namespace LiveParking.Grains.Levels;

/// <summary>
/// What a level remembers of one sensor: its newest accepted readings, and how far the forgotten ones reach.
/// <see cref="SensorMemoryConverter"/> stores it.
/// </summary>
[JsonConverter(typeof(SensorMemoryConverter))]
internal sealed record SensorMemory
{
    public static SensorMemory Empty { get; } = new();

    /// <summary>Newest own time of a forgotten reading: what is not newer and not remembered is late. Never in the future.</summary>
    public DateTimeOffset? ForgottenUntil { get; init; }

    /// <summary>The same of the forgotten readings whose clock was ahead. A spot, which has its own order, has to be newer than this.</summary>
    public DateTimeOffset? AheadForgottenUntil { get; init; }

    /// <summary>When its newest accepted reading arrived, by our clock in Unix seconds.</summary>
    public long HeardAt { get; init; }

    /// <summary>When its first accepted reading arrived, by our clock in Unix seconds, while the sensor is new; 0 later.</summary>
    public long NewSince { get; init; }

    public RememberedReadings Recent { get; init; } = RememberedReadings.Empty;

    /// <summary>Newest own time of a reading; null when nothing is remembered.</summary>
    public DateTimeOffset? NewestOwn => Recent.Count == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(Recent.NewestOwn);

    /// <summary>Newest own time of a remembered reading whose clock was ahead.</summary>
    public DateTimeOffset? NewestAhead => Recent.HasLeads ? Recent.Where(reading => reading.Lead > 0).Max(reading => reading.Own) : null;

    public bool Knows(long fingerprint) => Recent.Knows(fingerprint);

    /// <summary>With one more reading, accepted at a second by our clock.</summary>
    public SensorMemory With(RememberedReading reading, long second) => this with { Recent = Recent.With(reading), HeardAt = Math.Max(HeardAt, second) };

    /// <summary>
    /// Without so many of the oldest readings, as far as that is possible: a reading whose own time is after <paramref name="now"/> stays.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="keep">How many of the newest stay in any case.</param>
    /// <param name="now">Our clock.</param>
    /// <param name="forgotten">Called with each forgotten reading.</param>
    public SensorMemory Without(int count, int keep, DateTimeOffset now, Action<RememberedReading> forgotten)
    {
        var (until, aheadUntil) = (ForgottenUntil, AheadForgottenUntil);
        List<RememberedReading>? stays = null;
        var left = count;
        for (var i = 0; i < Recent.Count - keep && left > 0; i++)
        {
            var reading = Recent[i];
            if (reading.Own > now)
            {
                (stays ??= []).Add(reading);
                continue;
            }

            left--;
            until = Times.Later(until, reading.Own);
            if (reading.Lead > 0)
                aheadUntil = Times.Later(aheadUntil, reading.Own);
            forgotten(reading);
        }

        if (left == count)
            return this;
        var examined = count - left + (stays?.Count ?? 0);
        var recent = stays is null
            ? Recent.WithoutOldest(examined)
            : RememberedReadings.Of([.. stays, .. Recent.Skip(examined)]);
        return this with { ForgottenUntil = until, AheadForgottenUntil = aheadUntil, Recent = recent };
    }
}
