using System.Text.Json.Serialization;

namespace LiveParking.Grains.Levels;

/// <summary>
/// A level's memory of one sensor: its newest accepted readings. <see cref="SensorMemoryConverter"/> stores it.
/// </summary>
/// <remarks>
/// The memory is bounded, so older readings are forgotten: they are removed from it. A forgotten reading that is sent again can't be told from a new
/// one. So the sensor time of the newest forgotten reading is kept (<see cref="ForgottenUntil"/>), and every reading up to that time is late unless it
/// is remembered. Readings whose sensor clock was ahead have a second limit (<see cref="AheadForgottenUntil"/>), which is the only one for readings of
/// spots: a spot keeps the time of its newest reading, and that decides whether a reading from a clock that was not ahead is older. The level has the
/// same two limits for sensors that it no longer remembers at all.
/// </remarks>
[JsonConverter(typeof(SensorMemoryConverter))]
internal sealed record SensorMemory
{
    public static SensorMemory Empty { get; } = new();

    /// <summary>
    /// Newest sensor time of a forgotten reading. It is in the future only if version 0.2.0 has stored it for this sensor.
    /// </summary>
    public DateTimeOffset? ForgottenUntil { get; init; }

    /// <summary>
    /// Newest sensor time of a forgotten reading whose clock was ahead.
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
