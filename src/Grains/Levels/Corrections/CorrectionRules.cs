using System.Collections.Immutable;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels.Corrections;

/// <summary>What an operator's correction does to a level, and how its drift is put down to the gates.</summary>
internal static class CorrectionRules
{
    /// <summary>Corrections that may wait for the ledger; more are refused until it takes them.</summary>
    public const int MostWaiting = 100;

    /// <summary>Corrections that are remembered after the ledger has them, so that a repetition is seen.</summary>
    private const int Remembered = 4;

    private const int LargestCount = 1_000_000;
    private const int LongestId = 64;
    private const int LongestReason = 500;
    private const int LongestBy = 200;

    /// <exception cref="InvalidRequestException">A rule is broken; it names the field.</exception>
    public static void Require(CorrectionRequest request)
    {
        if (request.Id is null or "" || request.Id.Length > LongestId)
            throw new InvalidRequestException($"id: 1 to {LongestId} characters are needed.", "id");
        if (request.Occupied is < 0 or > LargestCount)
            throw new InvalidRequestException($"occupied: 0 to {LargestCount:N0} is needed.", "occupied");
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > LongestReason)
            throw new InvalidRequestException($"reason: 1 to {LongestReason} characters are needed.", "reason");
        if (string.IsNullOrWhiteSpace(request.By) || request.By.Length > LongestBy)
            throw new InvalidRequestException($"by: 1 to {LongestBy} characters are needed.", "by");
    }

    /// <summary>The refusal of a correction while <see cref="MostWaiting"/> wait.</summary>
    public static StoreUnavailableException TooManyAtOnce() =>
        new($"Too many corrections at once: {MostWaiting} of this level wait for the ledger to take them; try again.");

    /// <summary>The correction of this id that was made lately, if there was one.</summary>
    public static Correction? Find(LevelState state, string id) => state.Corrections.Find(kept => kept.Correction.Id == id)?.Correction;

    /// <summary>
    /// Sets the number. It stands as an absolute count of this moment: what the gates count from now on is added to it. What arrived
    /// before is in it or given up for it, whatever time the sensors' clocks gave it: the operator has seen what is there.
    /// </summary>
    public static (LevelState State, Correction Correction) Correct(LevelState state, CorrectionRequest request, DateTimeOffset now)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        var before = Occupancy.Number(state);
        var correction = new Correction(
            request.Id, at, request.By, request.Reason, before, request.Occupied, LevelHours.DayAt(state.Site, now), Drift(state, before, request.Occupied));
        var bySpots = state.Settings!.Counting == CountingMode.Spots;
        var counted = state;
        // Where spots are counted and no gate has ever told anything, there is no number of gates to correct.
        if (!bySpots || state.FlowKnown)
        {
            counted = state with
            {
                FlowKnown = true,
                Occupied = request.Occupied,
                Anchor = new AbsoluteCount(at, request.Occupied),
                Traffic = ImmutableDictionary<string, GateTraffic>.Empty,
                Sensors = InThisNumber(state.Sensors, at),
                ForgottenChanges = ForgottenChanges.None,
                // A count that is older is late by the anchor; for a newer one these are of no account any more.
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

    /// <summary>Whether they are the same one: an id that is used again later names another correction.</summary>
    public static bool AreSame(Correction one, Correction other) => one.Id == other.Id && one.At == other.At;

    /// <summary>The ledger has these corrections; those of them that the level has forgotten meanwhile change nothing.</summary>
    public static LevelState Kept(LevelState state, IReadOnlyCollection<Correction> taken)
    {
        if (!state.Corrections.Exists(kept => !kept.InLedger && taken.Any(each => AreSame(each, kept.Correction))))
            return state;
        var corrections = state.Corrections.ConvertAll(
            kept => kept.InLedger || !taken.Any(each => AreSame(each, kept.Correction)) ? kept : kept with { InLedger = true });
        var beyond = corrections.Count(kept => kept.InLedger) - Remembered;
        return state with { Corrections = corrections.RemoveAll(kept => kept.InLedger && beyond-- > 0) };
    }

    /// <summary>
    /// Cars of a clock that is ahead must not be added to a count which comes after the correction: they are in both. Their readings stay
    /// remembered, so that a repetition is seen.
    /// </summary>
    private static ImmutableDictionary<string, SensorMemory> InThisNumber(ImmutableDictionary<string, SensorMemory> sensors, DateTimeOffset at) =>
        sensors.SetItems(sensors
            .Where(sensor => sensor.Value.Recent.Count > 0 && sensor.Value.Recent[^1].At > at)
            .Select(sensor => KeyValuePair.Create(sensor.Key, sensor.Value with { Recent = sensor.Value.Recent.WithoutChangesAfter(at) })));

    /// <summary>
    /// Divides <c>before - after</c> over the gates by the cars that each has counted since the absolute count before. What no traffic
    /// explains, or what spot sensors were wrong by, stands apart without a gate.
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
