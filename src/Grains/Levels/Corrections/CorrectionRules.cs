using System.Collections.Immutable;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels.Corrections;

/// <summary>The effect of an operator's correction on a level, and how its drift is attributed to the gates.</summary>
internal static class CorrectionRules
{
    /// <summary>Maximum corrections that wait for the ledger; more are rejected until it accepts them.</summary>
    public const int MaxWaiting = 100;

    /// <summary>Corrections kept after the ledger has them, so that duplicates are detected.</summary>
    private const int Remembered = 4;

    private const int LargestCount = 1_000_000;
    private const int MaxIdLength = 64;
    private const int MaxReasonLength = 500;
    private const int MaxByLength = 200;

    /// <exception cref="InvalidRequestException">A rule is broken; the message names the field.</exception>
    public static void Require(CorrectionRequest request)
    {
        if (request.Id is null or "" || request.Id.Length > MaxIdLength)
            throw new InvalidRequestException($"id: 1 to {MaxIdLength} characters are needed.", "id");
        if (request.Occupied is < 0 or > LargestCount)
            throw new InvalidRequestException($"occupied: 0 to {LargestCount:N0} is needed.", "occupied");
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > MaxReasonLength)
            throw new InvalidRequestException($"reason: 1 to {MaxReasonLength} characters are needed.", "reason");
        if (string.IsNullOrWhiteSpace(request.By) || request.By.Length > MaxByLength)
            throw new InvalidRequestException($"by: 1 to {MaxByLength} characters are needed.", "by");
    }

    /// <summary>The error for a correction while <see cref="MaxWaiting"/> wait.</summary>
    public static StoreUnavailableException TooManyAtOnce() =>
        new($"Too many corrections at once: {MaxWaiting} of this level wait for the ledger to take them; try again.");

    /// <summary>The recent correction with this id, if there is one.</summary>
    public static Correction? Find(LevelState state, string id) => state.Corrections.Find(entry => entry.Correction.Id == id)?.Correction;

    /// <summary>
    /// Sets the number. It is an absolute count of this moment: later gate counts are added to it. Readings that arrived before are included in it or
    /// dropped, whatever time the sensors' clocks gave them, because the operator has seen the true number.
    /// </summary>
    public static (LevelState State, Correction Correction) Correct(LevelState state, CorrectionRequest request, DateTimeOffset now)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        var before = Occupancy.Number(state);
        var correction = new Correction(
            request.Id, at, request.By, request.Reason, before, request.Occupied, LevelHours.DayAt(state.Site, now), Drift(state, before, request.Occupied));
        var bySpots = state.Settings!.Counting == CountingMode.Spots;
        var counted = state;
        // When spots are counted and no gate has ever sent a reading, there is no gate count to correct.
        if (!bySpots || state.FlowKnown)
        {
            counted = state with
            {
                FlowKnown = true,
                Occupied = request.Occupied,
                Anchor = new AbsoluteCount(at, request.Occupied),
                Traffic = ImmutableDictionary<string, GateTraffic>.Empty,
                Sensors = InThisNumber(state.Sensors, at),
                ForgottenChanges = EvictedNetChanges.None,
                // An older count is late because of the anchor. For a newer one these changes no longer matter.
                ChangesForgottenUntil = state.ChangesForgottenUntil > at ? at : state.ChangesForgottenUntil,
            };
        }

        var next = counted with
        {
            SpotsOffset = bySpots || state.SpotsOffset is not null ? request.Occupied - state.Taken : null,
            CountedAt = state.CountedAt is { } newest && newest > at ? newest : at,
            HeardAt = now,
            Corrections = state.Corrections.Add(new KeptCorrection(correction, InLedger: false)),
        };
        return (next with { Status = Occupancy.Fullness(next) }, correction);
    }

    /// <summary>Whether both are the same correction: an id that is used again later names another one.</summary>
    public static bool AreSame(Correction one, Correction other) => one.Id == other.Id && one.At == other.At;

    /// <summary>Records that the ledger has these corrections; those that the level has deleted meanwhile change nothing.</summary>
    public static LevelState MarkInLedger(LevelState state, IReadOnlyCollection<Correction> inLedger)
    {
        if (!state.Corrections.Exists(entry => !entry.InLedger && inLedger.Any(correction => AreSame(correction, entry.Correction))))
            return state;
        var corrections = state.Corrections.ConvertAll(
            entry => entry.InLedger || !inLedger.Any(correction => AreSame(correction, entry.Correction)) ? entry : entry with { InLedger = true });
        var beyond = corrections.Count(entry => entry.InLedger) - Remembered;
        return state with { Corrections = corrections.RemoveAll(entry => entry.InLedger && beyond-- > 0) };
    }

    /// <summary>
    /// Cars counted by a clock that is ahead must not be added to a count which follows the correction: they are in both. Their readings stay
    /// remembered, so that duplicates are detected.
    /// </summary>
    private static ImmutableDictionary<string, SensorMemory> InThisNumber(ImmutableDictionary<string, SensorMemory> sensors, DateTimeOffset at) =>
        sensors.SetItems(sensors
            .Where(sensor => sensor.Value.Recent.Count > 0 && sensor.Value.Recent[^1].At > at)
            .Select(sensor => KeyValuePair.Create(sensor.Key, sensor.Value with { Recent = sensor.Value.Recent.WithoutChangesAfter(at) })));

    /// <summary>
    /// Divides <c>before - after</c> over the gates by the number of cars that each has counted since the previous absolute count. Drift that no
    /// traffic explains, or that spot sensors caused, becomes a separate entry without a gate.
    /// </summary>
    private static List<GateDrift> Drift(LevelState state, int? before, int after)
    {
        if (before is not { } was)
            return [];
        var difference = (long)was - after;
        var cars = state.Settings!.Counting == CountingMode.Spots ? 0 : state.Traffic.Values.Sum(gate => gate.Cars);
        if (cars == 0)
            return difference == 0 ? [] : [new GateDrift(null, 0, 0, difference)];
        return [.. state.Traffic.Where(gate => gate.Value.Cars > 0).OrderBy(gate => gate.Key, StringComparer.Ordinal).Select(gate => new GateDrift(
            gate.Key == GateTraffic.OtherGates ? null : gate.Key,
            gate.Value.Entries,
            gate.Value.Exits,
            Math.Round((double)difference * gate.Value.Cars / cars, 3)))];
    }
}
