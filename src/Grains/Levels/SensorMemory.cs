using System.Text.Json.Serialization;

namespace LiveParking.Grains.Levels;

/// <summary>
/// A level's memory of one sensor: its newest accepted readings, and the time limit of the forgotten ones. <see cref="SensorMemoryConverter"/> stores
/// it.
/// </summary>
[JsonConverter(typeof(SensorMemoryConverter))]
internal sealed record SensorMemory
{
    public static SensorMemory Empty { get; } = new();

    /// <summary>
    /// Newest sensor time of a forgotten reading: a reading that is not newer and not remembered is late. In the future only if version 0.2.0 has
    /// stored it for this sensor.
    /// </summary>
    public DateTimeOffset? ForgottenUntil { get; init; }

    /// <summary>
    /// The same for forgotten readings whose clock was ahead. A reading of a spot, which has its own order, must be newer than this.
    /// </summary>
    public DateTimeOffset? AheadForgottenUntil { get; init; }

    /// <summary>When its newest accepted reading arrived, by our clock in Unix seconds.</summary>
    public long HeardAt { get; init; }

    /// <summary>When its first accepted reading arrived, by our clock in Unix seconds, while the sensor is new; 0 later.</summary>
    public long NewSince { get; init; }

    public RememberedReadings Recent { get; init; } = RememberedReadings.Empty;

    /// <summary>Newest sensor time of a reading; null when nothing is remembered.</summary>
    public DateTimeOffset? NewestOwn => Recent.Count == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(Recent.NewestOwn);

    /// <summary>Newest sensor time of a remembered reading whose clock was ahead.</summary>
    public DateTimeOffset? NewestAhead => Recent.HasLeads ? Recent.Where(reading => reading.Lead > 0).Max(reading => reading.Own) : null;

    public bool Knows(long fingerprint) => Recent.Knows(fingerprint);

    /// <summary>A copy with one more reading, accepted at a second by our clock.</summary>
    public SensorMemory With(RememberedReading reading, long second) => this with { Recent = Recent.With(reading), HeardAt = Math.Max(HeardAt, second) };

    /// <summary>
    /// A copy without this many of the oldest readings, as far as possible: a reading whose sensor time is after <paramref name="now"/> stays.
    /// </summary>
    /// <param name="count">Number of readings to remove.</param>
    /// <param name="keep">Number of newest readings that always stay.</param>
    /// <param name="now">Our clock.</param>
    /// <param name="forgotten">Called at least with each forgotten reading that has a change.</param>
    public SensorMemory Without(int count, int keep, DateTimeOffset now, Action<RememberedReading> forgotten)
    {
        if (Recent.NewestOwn <= now.ToUnixTimeMilliseconds() && !Recent.HasLeads)
            return WithoutOldest(Math.Min(count, Recent.Count - keep), forgotten);
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

    /// <summary>The usual case: no clock was ahead, so the readings are also in the order of their sensor times.</summary>
    private SensorMemory WithoutOldest(int count, Action<RememberedReading> forgotten)
    {
        if (count <= 0)
            return this;
        Recent.VisitOldestChanges(count, forgotten);
        return this with { ForgottenUntil = Times.Later(ForgottenUntil, Recent[count - 1].Own), Recent = Recent.WithoutOldest(count) };
    }
}
