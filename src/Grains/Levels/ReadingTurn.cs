using System.Collections.Immutable;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>One batch of readings, taken one after the other in the order given. From the outside a function of the state before.</summary>
internal sealed class ReadingTurn
{
    private const int FewestSpots = 64;

    /// <summary>
    /// Clocks of one level agree within this. A reading that is older by no more than what stands, though it is the newest of its own sensor, is not out
    /// of order: another sensor's clock is ahead of its.
    /// </summary>
    private static readonly TimeSpan ClockAgreement = TimeSpan.FromMinutes(1);

    private readonly LevelState _before;
    private readonly DateTimeOffset _now;

    /// <summary>
    /// When the batch arrived: our clock, or the newest time of the level when another silo's clock was a little ahead of ours. By it readings are
    /// ordered whose clock is ahead.
    /// </summary>
    private readonly DateTimeOffset _arrival;
    private readonly LevelSettings _settings;
    private readonly int _total;
    private readonly ReadingMemory _memory;
    private readonly List<CountedSample> _samples = [];
    private readonly List<CountFault> _faults = [];
    private readonly List<int> _newSensors = [];
    private readonly SensorBound _bound;
    private readonly Func<string, bool> _isKnown;
    private LevelState _state;
    private bool _spotsChanged;
    private bool _changed;
    private bool _heard;

    public ReadingTurn(LevelState before, DateTimeOffset now, SensorBound bound, Func<string, bool> isKnown)
    {
        (_before, _state, _now, _bound, _isKnown) = (before, before, now, bound, isKnown);
        _arrival = Times.Later(before.CountedAt, Times.InMilliseconds(now));
        _settings = before.Settings!;
        _total = Occupancy.Total(_settings);
        _memory = new ReadingMemory(before, bound, now);
    }

    public Reported Take(IReadOnlyList<Reading> readings)
    {
        var results = new ReadingResult[readings.Count];
        for (var i = 0; i < results.Length; i++)
            results[i] = Take(readings[i], i);
        if (!_changed)
            return new Reported(_before, results, _samples, _faults, _newSensors);
        var next = _memory.Store(_spotsChanged ? Occupancy.WithTypes(_state) : _state);
        next = next with { Schema = LevelState.CurrentSchema, HeardAt = _heard ? _now : next.HeardAt };
        return new Reported(next, results, _samples, _faults, _newSensors);
    }

    private ReadingResult Take(Reading reading, int place)
    {
        if (ReadingRules.Fault(reading, _settings, _now) is { } fault)
            return new ReadingResult(reading.Id, ReadingOutcome.Rejected, fault);
        // Times are stored in milliseconds: what is compared must be what will be stored.
        var own = Times.InMilliseconds(reading.At);
        var fingerprint = RememberedReading.FingerprintOf(reading.Id);
        if (_memory.Knows(reading.SensorId, fingerprint))
            return new ReadingResult(reading.Id, ReadingOutcome.Duplicate);
        if (_before.RemovedAt is { } removed && own <= removed)
            return Late(reading, "It belongs to an earlier level of this name.");
        // A spot is ordered by itself: its own newest reading says whether another one is older.
        var forgotten = reading.Kind == ReadingKind.Spot ? _memory.AheadForgottenUntil(reading.SensorId) : _memory.ForgottenUntil(reading.SensorId);
        if (forgotten is { } until && own <= until)
            return Late(reading, $"Readings of this sensor up to {UtcTime.Format(until)} are no longer told apart.");
        if (NoRoom(reading, own, place) is { } noRoom)
            return noRoom;

        var before = _state;
        var remembered = Ordered(reading, own, fingerprint);
        var refusal = reading.Kind switch
        {
            ReadingKind.Entry or ReadingKind.Exit => Pass(reading.SensorId, remembered),
            ReadingKind.Count => Set(reading, remembered),
            ReadingKind.Spot => Park(reading, remembered),
            _ => null,
        };
        if (refusal is not null)
            return refusal;
        _memory.Add(reading.SensorId, remembered);
        _changed = true;
        _heard |= IsHeard(reading.Kind);
        if (reading.Kind == ReadingKind.Heartbeat)
            Sample(remembered.At);
        else
            Counted(reading, remembered.At, place, before);
        return new ReadingResult(reading.Id, ReadingOutcome.Accepted);
    }

    /// <summary>What is remembered of a reading. One whose clock is ahead of ours is ordered by its arrival.</summary>
    private RememberedReading Ordered(Reading reading, DateTimeOffset own, long fingerprint)
    {
        var change = reading.Kind switch { ReadingKind.Entry => reading.Count, ReadingKind.Exit => -reading.Count, _ => 0 };
        return own > _arrival
            ? new RememberedReading(fingerprint, _arrival, change, (int)(own - _arrival).TotalMilliseconds)
            : new RememberedReading(fingerprint, own, change);
    }

    /// <summary>The refusal of a reading of a new sensor when the level knows too many, or of a clock that is ahead when too many are still to come.</summary>
    private ReadingResult? NoRoom(Reading reading, DateTimeOffset own, int place)
    {
        if (!_memory.HasRoomFor(reading.SensorId) && !_isKnown(reading.SensorId))
        {
            _newSensors.Add(place);
            return new ReadingResult(
                reading.Id, ReadingOutcome.Rejected, $"sensorId: the level knows {_bound.Sensors:N0} sensors already, as many as it may; a new one is not taken.");
        }

        return own > _now && !_memory.HasRoomAhead(reading.SensorId)
            ? new ReadingResult(
                reading.Id, ReadingOutcome.Rejected, "at: too many readings of this sensor have a time ahead of the server's clock; set its clock, or send it later.")
            : null;
    }

    /// <summary>
    /// Cars through a gate. What passed before the newest absolute count is in that count already; what is ordered by its arrival came after it.
    /// </summary>
    private ReadingResult? Pass(string gate, RememberedReading passed)
    {
        if (passed.Lead == 0 && _state.Anchor is { } anchor && passed.At <= anchor.At)
            return null;
        _state = _state with { FlowKnown = true, Occupied = Add(_state.Occupied, passed.Change), Traffic = Add(_state.Traffic, gate, passed.Change) };
        return null;
    }

    /// <summary>
    /// An absolute count, to which what passed after it is added. Of two of the same time the one that comes last counts. An older one is late, unless
    /// it is older only by the clock of another sensor: then it takes the place of a count whose clock was ahead, and otherwise changes nothing.
    /// </summary>
    private ReadingResult? Set(Reading reading, RememberedReading counted)
    {
        var at = counted.At;
        if (_state.Anchor is { } anchor && at < anchor.At)
        {
            if (!IsOlderByAnotherClock(reading.SensorId, at, anchor.At))
                return LateCount(reading, counted, $"A count of {UtcTime.Format(anchor.At)} stands already.");
            if (anchor.IsAhead != true)
                return null;
        }

        if (_before.ChangesForgottenUntil is { } forgotten && at < forgotten)
            return LateCount(reading, counted, $"What passed the gates up to {UtcTime.Format(forgotten)} is no longer told apart.");
        var traffic = ImmutableDictionary<string, GateTraffic>.Empty;
        var occupied = reading.Occupied!.Value;
        _memory.ForChangesAfter(at, Include);
        if (_before.ForgottenChanges.After(at) is var cars and not 0)
            Include(GateTraffic.OtherGates, (int)Math.Clamp(cars, -Occupancy.LargestNumber, Occupancy.LargestNumber));
        _state = _state with
        {
            FlowKnown = true,
            Anchor = new AbsoluteCount(at, reading.Occupied.Value, counted.Lead > 0 ? true : null),
            Occupied = occupied,
            Traffic = traffic,
        };
        return null;

        void Include(string gate, int change)
        {
            occupied = Add(occupied, change);
            traffic = Add(traffic, gate, change);
        }
    }

    /// <summary>
    /// A count that came too late. One that is not of the past, as its clock is ahead, is remembered: after a correction it might be the
    /// newest, and a repetition of what arrived before the correction must not count.
    /// </summary>
    private ReadingResult LateCount(Reading reading, RememberedReading counted, string reason)
    {
        if (counted.Own > _now.AddMilliseconds(-1))
        {
            _memory.Add(reading.SensorId, counted);
            _changed = true;
        }

        return Late(reading, reason);
    }

    /// <summary>One spot is taken or free.</summary>
    private ReadingResult? Park(Reading reading, RememberedReading told)
    {
        var (taken, isAhead) = (reading.Occupied == 1, told.Lead > 0);
        if (_state.Spots.TryGetValue(reading.SpotId!, out var known))
        {
            if (known.At == told.At && known.Mark == told.Fingerprint)
                return new ReadingResult(reading.Id, ReadingOutcome.Duplicate);
            if (known.At > told.At)
            {
                if (!IsOlderByAnotherClock(reading.SensorId, told.At, known.At))
                    return Late(reading, $"A reading of this spot of {UtcTime.Format(known.At)} stands already.");
                if (!known.IsAhead)
                    return null;
            }
        }
        else if (Math.Max(FewestSpots, 2L * _settings.Capacity.Values.Sum()) is var most && _state.Spots.Count >= most)
        {
            return new ReadingResult(
                reading.Id, ReadingOutcome.Rejected, $"spotId: the level knows {_state.Spots.Count:N0} spots already; by its capacity it may know {most:N0}.");
        }

        _spotsChanged = true;
        _state = _state with
        {
            Spots = _state.Spots.SetItem(reading.SpotId!, new SpotState(told.At, told.Fingerprint, taken, reading.SpotType ?? known.Type, isAhead)),
            Taken = _state.Taken + (taken ? 1 : 0) - (known.Taken ? 1 : 0),
        };
        return null;
    }

    /// <summary>Whether a reading is older than what stands because clocks differ, and not because it was overtaken: its own sensor has sent nothing newer.</summary>
    private bool IsOlderByAnotherClock(string sensorId, DateTimeOffset at, DateTimeOffset standing) =>
        standing - at <= ClockAgreement && _memory.IsNewest(sensorId, at);

    private void Counted(Reading reading, DateTimeOffset at, int place, LevelState before)
    {
        // Cars that are in the newest count already, and what another way of counting tells, leave the number alone.
        var moved = !ReferenceEquals(_state, before) && IsHeard(reading.Kind);
        _state = _state with
        {
            CountedAt = _state.CountedAt is { } newest && newest > at ? newest : at,
            Status = Occupancy.Fullness(_state),
        };
        if (Occupancy.Number(_state) is not { } number)
            return;
        Sample(at);
        if (!moved)
            return;
        if (reading.Kind == ReadingKind.Count && reading.Occupied > _total)
            _faults.Add(new CountFault(place, AnomalyKind.AboveCapacity, reading.Occupied.Value, _total, Alone: true));
        else if (number < 0 || number > _total)
            _faults.Add(new CountFault(place, number < 0 ? AnomalyKind.BelowZero : AnomalyKind.AboveCapacity, number, _total));
    }

    private void Sample(DateTimeOffset at)
    {
        if (Occupancy.Number(_state) is { } number)
            _samples.Add(new CountedSample(_state.CountedAt is { } newest && newest > at ? newest : at, number, _total, _state.Status));
    }

    /// <summary>Whether a reading of this kind shows that the sensors which give the level's number are alive.</summary>
    private bool IsHeard(ReadingKind kind) =>
        kind == ReadingKind.Heartbeat || (kind == ReadingKind.Spot) == (_settings.Counting == CountingMode.Spots);

    private static ImmutableDictionary<string, GateTraffic> Add(ImmutableDictionary<string, GateTraffic> traffic, string gate, int change)
    {
        var id = traffic.Count < GateTraffic.MostGates || traffic.ContainsKey(gate) ? gate : GateTraffic.OtherGates;
        return traffic.SetItem(id, traffic.GetValueOrDefault(id).With(change));
    }

    private static int Add(int occupied, int change) =>
        (int)Math.Clamp((long)occupied + change, -Occupancy.LargestNumber, Occupancy.LargestNumber);

    private static ReadingResult Late(Reading reading, string reason) => new(reading.Id, ReadingOutcome.Late, reason);
}
