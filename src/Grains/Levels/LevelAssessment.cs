using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>
/// The effect of time on a level: hours open and close it, silence makes it stale and then unknown, and a quiet period ends a trend. Pure; called
/// after every change and at the time of <see cref="NextMoment"/>.
/// </summary>
internal static class LevelAssessment
{
    /// <summary>Silence for this many limits makes the occupancy unknown.</summary>
    public const int LostAfter = 3;

    private const double StaleFreshness = 0.5;
    private const double NeverCounted = 0.8;
    private const double Impossible = 0.5;
    private const double GateError = 0.02;
    private static readonly TimeSpan TrendStep = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MaxTrend = TimeSpan.FromHours(1);
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(15);

    /// <summary>Seconds of silence after which a sensor counts as silent.</summary>
    public static int SilentAfter(LevelSettings settings) => settings.SilentAfter ?? settings.Counting switch
    {
        CountingMode.Gates => 12 * 3600,
        CountingMode.Spots => 4 * 3600,
        _ => 3600,
    };

    /// <summary>The state at the current time.</summary>
    /// <param name="state">The state of a level that exists.</param>
    /// <param name="coverage">The share of its sensors that are healthy, 0 to 1.</param>
    /// <param name="now">Our clock.</param>
    public static LevelState At(LevelState state, double coverage, DateTimeOffset now)
    {
        var next = WithHours(state, now);
        next = next with { Silence = SilenceAt(next, now), Status = Occupancy.Fullness(next) };
        next = WithTrend(next, now);
        next = next with { Confidence = ConfidenceOf(next, coverage) };
        return next == state ? state : next;
    }

    /// <summary>Evaluates the opening hours again, whatever the known time of their next change is.</summary>
    public static LevelState WithHoursAnew(LevelState state, DateTimeOffset now)
    {
        var (closed, change) = LevelHours.At(state.Settings!, state.Site, now);
        return state with { OutsideHours = closed, HoursChangeAt = change };
    }

    /// <summary>When the level must be reassessed without a call; null for never.</summary>
    public static DateTimeOffset? NextMoment(LevelState state, DateTimeOffset now)
    {
        DateTimeOffset? next = state.HoursChangeAt;
        if (!state.IsClosed && SilentSince(state) is { } since)
        {
            var limit = TimeSpan.FromSeconds(SilentAfter(state.Settings!));
            Consider(since + limit);
            Consider(since + (LostAfter * limit));
        }

        if (state.Trend is OccupancyTrend.Filling or OccupancyTrend.Emptying)
            Consider(state.UpdatedAt + QuietOf(state));
        return next;

        void Consider(DateTimeOffset moment)
        {
            if (moment > now && (next is null || moment < next))
                next = moment;
        }
    }

    private static LevelState WithHours(LevelState state, DateTimeOffset now)
    {
        var next = state.HoursChangeAt is { } change && change <= now ? WithHoursAnew(state, now) : state;
        return state.IsClosed && !next.IsClosed ? next with { OpenSince = now } : next;
    }

    private static LevelSilence SilenceAt(LevelState state, DateTimeOffset now)
    {
        if (state.IsClosed || SilentSince(state) is not { } since)
            return LevelSilence.None;
        var limit = TimeSpan.FromSeconds(SilentAfter(state.Settings!));
        return now >= since + (LostAfter * limit) ? LevelSilence.Lost : now >= since + limit ? LevelSilence.Stale : LevelSilence.None;
    }

    /// <summary>The start of the silence: the newest message, or a later opening.</summary>
    private static DateTimeOffset? SilentSince(LevelState state) =>
        Occupancy.Number(state) is null || state.HeardAt is not { } heard ? null
        : state.OpenSince is { } opened && opened > heard ? opened : heard;

    private static LevelState WithTrend(LevelState state, DateTimeOffset now)
    {
        if (Occupancy.Number(state) is not { } number || state.CountedAt is not { } at || state.Silence != LevelSilence.None)
            return state with { Trend = null, TrendFrom = null, TrendNext = null };
        var mark = new OccupancyMark(at, number);
        if (state.TrendNext is not { } before || at - before.At > MaxTrend)
            return state with { Trend = null, TrendFrom = null, TrendNext = mark };
        if (at - before.At >= TrendStep)
            state = state with { TrendFrom = before, TrendNext = mark };
        if (state.TrendFrom is not { } from)
            return state;
        // Cars enter and leave all the time; only a change that a driver would notice counts.
        var least = Math.Max(2, (int)Math.Ceiling(Occupancy.Total(state.Settings!) * 0.02));
        var trend = (long)number - from.Occupied >= least ? OccupancyTrend.Filling
            : (long)from.Occupied - number >= least ? OccupancyTrend.Emptying
            : OccupancyTrend.Steady;
        return trend != OccupancyTrend.Steady && now >= state.UpdatedAt + QuietOf(state)
            ? state with { Trend = OccupancyTrend.Steady, TrendFrom = null, TrendNext = mark }
            : state with { Trend = trend };
    }

    /// <summary>The quiet period after which a trend ends: longer where counts are rare.</summary>
    private static TimeSpan QuietOf(LevelState state)
    {
        var step = state is { TrendFrom: { } from, TrendNext: { } to } ? (to.At - from.At) * 1.5 : TimeSpan.Zero;
        return step > Quiet ? step : Quiet;
    }

    /// <summary>Freshness × coverage × plausibility; see docs/decisions/occupancy.md.</summary>
    private static double? ConfidenceOf(LevelState state, double coverage)
    {
        if (Occupancy.Number(state) is not { } number)
            return null;
        var settings = state.Settings!;
        var total = Math.Max(1, Occupancy.Total(settings));
        var freshness = state.Silence switch { LevelSilence.None => 1, LevelSilence.Stale => StaleFreshness, _ => 0 };
        double plausibility;
        if (settings.Counting == CountingMode.Spots)
        {
            plausibility = state.SpotsOffset is null ? Math.Min(1, (double)state.Spots.Count / total) : 1;
        }
        else
        {
            var traffic = state.Traffic.Values.Sum(gate => gate.Cars);
            plausibility = (state.Anchor is null ? NeverCounted : 1) / (1 + (GateError * traffic / total));
        }

        if (number < 0 || number > total)
            plausibility *= Impossible;
        if (Occupancy.Disagreement(state) is { } disagreement)
            plausibility *= 1 - Math.Min(0.5, (double)Math.Abs((long)disagreement.Difference) / total);
        return Math.Round(freshness * coverage * plausibility, 2);
    }
}
