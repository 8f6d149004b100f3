using System.Collections.Immutable;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>Processes one batch of readings, in the given order. It changes no other object: the result is a new state.</summary>
internal sealed partial class ReadingBatchProcessor
{
    /// <summary>
    /// Allowed clock difference between the sensors of a level. The newest reading of a sensor is in order if it is at most this much older than the
    /// current value: the clock of the other sensor may be ahead.
    /// </summary>
    private static readonly TimeSpan ClockAgreement = TimeSpan.FromMinutes(1);

    private readonly LevelState _before;
    private readonly DateTimeOffset _now;

    /// <summary>
    /// The arrival time of the batch: our clock, or the newest time of the level when another silo's clock was a little ahead of ours. Readings whose
    /// clock is ahead are ordered by it.
    /// </summary>
    private readonly DateTimeOffset _arrival;
    private readonly LevelSettings _settings;
    private readonly int _total;
    private readonly ReadingMemory _memory;
    private readonly List<CountedSample> _samples = [];
    private readonly List<CountFault> _faults = [];
    private readonly List<RefusedNew> _refused = [];
    private readonly SensorBound _bound;
    private readonly Func<string, bool> _isKnown;
    private LevelState _state;
    private bool _changed;
    private bool _hasSignOfLife;

    public ReadingBatchProcessor(LevelState before, DateTimeOffset now, SensorBound bound, Func<string, bool> isKnown)
    {
        (_before, _state, _now, _bound, _isKnown) = (before, before, now, bound, isKnown);
        _arrival = Times.Later(before.CountedAt, Times.InMilliseconds(now));
        _settings = before.Settings!;
        _total = Occupancy.Total(_settings);
        _memory = new ReadingMemory(before, bound, now);
        _spotRoom = new SpotRoom(_settings, now);
    }

    public BatchOutcome Process(IReadOnlyList<Reading> readings)
    {
        var results = new ReadingResult[readings.Count];
        for (var i = 0; i < results.Length; i++)
            results[i] = Process(readings[i], i);
        if (!_changed)
            return new BatchOutcome(_before, results, _samples, _faults, _refused);
        var next = _memory.Store(_spotsChanged ? Occupancy.WithTypes(_state) : _state);
        next = next with { Schema = LevelState.CurrentSchema, HeardAt = _hasSignOfLife ? _now : next.HeardAt };
        return new BatchOutcome(next, results, _samples, _faults, _refused);
    }

    private ReadingResult Process(Reading reading, int index)
    {
        if (ReadingRules.Validate(reading, _settings, _now) is { } error)
            return new ReadingResult(reading.Id, ReadingOutcome.Rejected, error);
        // Times are stored in whole milliseconds, so they are compared in whole milliseconds.
        var readingTime = Times.InMilliseconds(reading.At);
        var fingerprint = RememberedReading.FingerprintOf(reading.Id);
        if (_memory.Knows(reading.SensorId, fingerprint))
            return new ReadingResult(reading.Id, ReadingOutcome.Duplicate);
        if (_before.RemovedAt is { } removed && readingTime <= removed)
            return Late(reading, "It belongs to an earlier level of this name.");
        // Readings of a spot are ordered among themselves: see SensorMemory.AheadForgottenUntil.
        var forgotten = reading.Kind == ReadingKind.Spot ? _memory.AheadForgottenUntil(reading.SensorId) : _memory.ForgottenUntil(reading.SensorId);
        if (forgotten is { } until && readingTime <= until)
            return Late(reading, $"Readings of this sensor up to {UtcTime.Format(until)} are no longer told apart.");
        if (RejectIfFull(reading, readingTime, index) is { } rejection)
            return rejection;

        var before = _state;
        var remembered = ToRemembered(reading, readingTime, fingerprint);
        var refusal = reading.Kind switch
        {
            ReadingKind.Entry or ReadingKind.Exit => ApplyGate(reading.SensorId, remembered),
            ReadingKind.Count => ApplyCount(reading, remembered),
            ReadingKind.Spot => ApplySpot(reading, remembered, index),
            _ => null,
        };
        if (refusal is not null)
            return refusal;
        _memory.Add(reading.SensorId, remembered);
        _changed = true;
        _hasSignOfLife |= IsSignOfLife(reading.Kind);
        if (reading.Kind == ReadingKind.Heartbeat)
            AddSample(remembered.At);
        else
            RecordNumber(reading, remembered.At, index, before);
        return new ReadingResult(reading.Id, ReadingOutcome.Accepted);
    }

    /// <summary>The entry of a reading in the memory. A reading whose clock is ahead of ours is ordered by its arrival.</summary>
    private RememberedReading ToRemembered(Reading reading, DateTimeOffset readingTime, long fingerprint)
    {
        var change = reading.Kind switch { ReadingKind.Entry => reading.Count, ReadingKind.Exit => -reading.Count, _ => 0 };
        return readingTime > _arrival
            ? new RememberedReading(fingerprint, _arrival, change, (int)(readingTime - _arrival).TotalMilliseconds)
            : new RememberedReading(fingerprint, readingTime, change);
    }

    /// <summary>
    /// Rejects a reading of a new sensor when the level is at its limit, and a reading from a clock that is ahead when too many readings are in the
    /// future. Null when there is room.
    /// </summary>
    private ReadingResult? RejectIfFull(Reading reading, DateTimeOffset readingTime, int index)
    {
        if (!_memory.HasRoomFor(reading.SensorId) && !_isKnown(reading.SensorId))
        {
            _refused.Add(new RefusedNew(
                index, AnomalyKind.TooManySensors, $"Sensor '{reading.SensorId}' is new, and the level knows as many sensors as it may."));
            return new ReadingResult(
                reading.Id, ReadingOutcome.Rejected, $"sensorId: the level knows {_bound.Sensors:N0} sensors already, as many as it may; a new one is not taken.");
        }

        return readingTime > _now && !_memory.HasRoomAhead(reading.SensorId)
            ? new ReadingResult(
                reading.Id, ReadingOutcome.Rejected, "at: too many readings of this sensor have a time ahead of the server's clock; set its clock, or send it later.")
            : null;
    }

    /// <summary>
    /// Applies cars through a gate. Cars that passed before the newest absolute count are already in that count. A reading ordered by its arrival
    /// came after the count.
    /// </summary>
    private ReadingResult? ApplyGate(string gate, RememberedReading passed)
    {
        if (passed.Lead == 0 && _state.Anchor is { } anchor && passed.At <= anchor.At)
            return null;
        _state = _state with { FlowKnown = true, Occupied = Add(_state.Occupied, passed.Change), Traffic = Add(_state.Traffic, gate, passed.Change) };
        return null;
    }

    /// <summary>
    /// Applies an absolute count and adds the cars that passed after it. Of two counts with the same time, the last one wins. An older count is late,
    /// unless it is older only because of another sensor's clock. Then it replaces a count whose clock was ahead; otherwise it changes nothing.
    /// </summary>
    private ReadingResult? ApplyCount(Reading reading, RememberedReading counted)
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
        if (_before.ForgottenChanges.NetChangeAfter(at) is var cars and not 0)
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
    /// Handles a count that came too late. A count from a clock that is ahead is remembered: after a correction it might be the newest, and a reading
    /// that arrived before the correction must not count when it is sent again.
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

    /// <summary>
    /// Whether a reading is older than the current value only because two clocks differ: it is at most a minute older, and the newest of its own
    /// sensor.
    /// </summary>
    private bool IsOlderByAnotherClock(string sensorId, DateTimeOffset at, DateTimeOffset standing) =>
        standing - at <= ClockAgreement && _memory.IsNewest(sensorId, at);

    /// <summary>Records the level's number after a reading, and whether it is impossible.</summary>
    private void RecordNumber(Reading reading, DateTimeOffset at, int index, LevelState before)
    {
        // Cars that are already in the newest count, and readings of another counting method, do not change the number.
        var hasChanged = !ReferenceEquals(_state, before) && IsSignOfLife(reading.Kind);
        _state = _state with
        {
            CountedAt = _state.CountedAt is { } newest && newest > at ? newest : at,
            Status = Occupancy.Fullness(_state),
        };
        if (Occupancy.Number(_state) is not { } number)
            return;
        AddSample(at);
        if (!hasChanged)
            return;
        if (reading.Kind == ReadingKind.Count && reading.Occupied > _total)
            _faults.Add(new CountFault(index, AnomalyKind.AboveCapacity, reading.Occupied.Value, _total, Alone: true));
        else if (number < 0 || number > _total)
            _faults.Add(new CountFault(index, number < 0 ? AnomalyKind.BelowZero : AnomalyKind.AboveCapacity, number, _total));
    }

    private void AddSample(DateTimeOffset at)
    {
        if (Occupancy.Number(_state) is { } number)
            _samples.Add(new CountedSample(_state.CountedAt is { } newest && newest > at ? newest : at, number, _total, _state.Status));
    }

    /// <summary>Whether a reading of this kind shows that the counting sensors are alive.</summary>
    private bool IsSignOfLife(ReadingKind kind) =>
        kind == ReadingKind.Heartbeat || (kind == ReadingKind.Spot) == (_settings.Counting == CountingMode.Spots);

    private static ImmutableDictionary<string, GateTraffic> Add(ImmutableDictionary<string, GateTraffic> traffic, string gate, int change)
    {
        var id = traffic.Count < GateTraffic.MaxGates || traffic.ContainsKey(gate) ? gate : GateTraffic.OtherGates;
        return traffic.SetItem(id, traffic.GetValueOrDefault(id).With(change));
    }

    private static int Add(int occupied, int change) =>
        (int)Math.Clamp((long)occupied + change, -Occupancy.LargestNumber, Occupancy.LargestNumber);

    private static ReadingResult Late(Reading reading, string reason) => new(reading.Id, ReadingOutcome.Late, reason);
}
