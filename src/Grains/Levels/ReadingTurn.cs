using System.Collections.Immutable;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>One batch of readings, taken one after the other in the order given. From the outside a function of the state before.</summary>
internal sealed class ReadingTurn
{
    private const int FewestSpots = 64;

    private readonly LevelState _before;
    private readonly DateTimeOffset _now;
    private readonly LevelSettings _settings;
    private readonly int _total;
    private readonly ReadingMemory _memory;
    private readonly List<CountedSample> _samples = [];
    private readonly List<CountFault> _faults = [];
    private LevelState _state;
    private bool _spotsChanged;
    private bool _changed;
    private bool _heard;

    public ReadingTurn(LevelState before, DateTimeOffset now)
    {
        (_before, _state, _now) = (before, before, now);
        _settings = before.Settings!;
        _total = Occupancy.Total(_settings);
        _memory = new ReadingMemory(before);
    }

    public Reported Take(IReadOnlyList<Reading> readings)
    {
        var results = new ReadingResult[readings.Count];
        for (var i = 0; i < results.Length; i++)
            results[i] = Take(readings[i], i);
        if (!_changed)
            return new Reported(_before, results, _samples, _faults);
        var next = _memory.Store(_spotsChanged ? Occupancy.WithTypes(_state) : _state);
        next = next with { Schema = LevelState.CurrentSchema, HeardAt = _heard ? _now : next.HeardAt };
        return new Reported(next, results, _samples, _faults);
    }

    private ReadingResult Take(Reading reading, int place)
    {
        if (ReadingRules.Fault(reading, _settings, _now) is { } fault)
            return new ReadingResult(reading.Id, ReadingOutcome.Rejected, fault);
        // Times are stored in milliseconds: what is compared must be what will be stored.
        var at = DateTimeOffset.FromUnixTimeMilliseconds(reading.At.ToUnixTimeMilliseconds());
        var fingerprint = RememberedReading.FingerprintOf(reading.Id);
        if (_memory.Knows(reading.SensorId, fingerprint))
            return new ReadingResult(reading.Id, ReadingOutcome.Duplicate);
        if (_before.RemovedAt is { } removed && at <= removed)
            return Late(reading, "It belongs to an earlier level of this name.");
        // A spot stands for itself: its own newest reading says whether another one is older.
        if (reading.Kind != ReadingKind.Spot && _memory.ForgottenUntil(reading.SensorId) is { } forgotten && at <= forgotten)
            return Late(reading, $"Readings of this sensor up to {UtcTime.Format(forgotten)} are no longer told apart.");

        var before = _state;
        var refusal = reading.Kind switch
        {
            ReadingKind.Entry => Pass(reading.SensorId, at, reading.Count),
            ReadingKind.Exit => Pass(reading.SensorId, at, -reading.Count),
            ReadingKind.Count => Set(reading, at),
            ReadingKind.Spot => Park(reading, at, fingerprint),
            _ => null,
        };
        if (refusal is not null)
            return refusal;
        var change = reading.Kind switch { ReadingKind.Entry => reading.Count, ReadingKind.Exit => -reading.Count, _ => 0 };
        _memory.Add(reading.SensorId, new RememberedReading(fingerprint, at, change));
        _changed = true;
        _heard |= IsHeard(reading.Kind);
        if (reading.Kind == ReadingKind.Heartbeat)
            Sample(at);
        else
            Counted(reading, at, place, before);
        return new ReadingResult(reading.Id, ReadingOutcome.Accepted);
    }

    /// <summary>Cars through a gate. What passed before the newest absolute count is in that count already.</summary>
    private ReadingResult? Pass(string gate, DateTimeOffset at, int change)
    {
        if (_state.Anchor is { } anchor && at <= anchor.At)
            return null;
        _state = _state with { FlowKnown = true, Occupied = Add(_state.Occupied, change), Traffic = Add(_state.Traffic, gate, change) };
        return null;
    }

    /// <summary>An absolute count, to which what passed after it is added. Of two of the same time the one that comes last stands.</summary>
    private ReadingResult? Set(Reading reading, DateTimeOffset at)
    {
        if (_state.Anchor is { } anchor && at < anchor.At)
            return LateCount(reading, at, $"A count of {UtcTime.Format(anchor.At)} stands already.");
        if (_before.ChangesForgottenUntil is { } forgotten && at < forgotten)
            return LateCount(reading, at, $"What passed the gates up to {UtcTime.Format(forgotten)} is no longer told apart.");
        var traffic = ImmutableDictionary<string, GateTraffic>.Empty;
        var occupied = reading.Occupied!.Value;
        _memory.ForChangesAfter(at, (gate, change) =>
        {
            occupied = Add(occupied, change);
            traffic = Add(traffic, gate, change);
        });
        _state = _state with
        {
            FlowKnown = true,
            Anchor = new AbsoluteCount(at, reading.Occupied.Value),
            Occupied = occupied,
            Traffic = traffic,
        };
        return null;
    }

    /// <summary>
    /// A count that came too late. One that is not of the past, as its clock is ahead, is remembered: after a correction it might be the
    /// newest, and a repetition of what arrived before the correction must not count.
    /// </summary>
    private ReadingResult LateCount(Reading reading, DateTimeOffset at, string reason)
    {
        if (at > _now.AddMilliseconds(-1))
        {
            _memory.Add(reading.SensorId, new RememberedReading(RememberedReading.FingerprintOf(reading.Id), at, 0));
            _changed = true;
        }

        return Late(reading, reason);
    }

    /// <summary>One spot is taken or free.</summary>
    private ReadingResult? Park(Reading reading, DateTimeOffset at, long mark)
    {
        var taken = reading.Occupied == 1;
        if (_state.Spots.TryGetValue(reading.SpotId!, out var known))
        {
            if (known.At == at && known.Mark == mark)
                return new ReadingResult(reading.Id, ReadingOutcome.Duplicate);
            if (known.At > at)
                return Late(reading, $"A reading of this spot of {UtcTime.Format(known.At)} stands already.");
        }
        else if (Math.Max(FewestSpots, 2L * _settings.Capacity.Values.Sum()) is var most && _state.Spots.Count >= most)
        {
            return new ReadingResult(
                reading.Id, ReadingOutcome.Rejected, $"spotId: the level knows {_state.Spots.Count:N0} spots already; by its capacity it may know {most:N0}.");
        }

        _spotsChanged = true;
        _state = _state with
        {
            Spots = _state.Spots.SetItem(reading.SpotId!, new SpotState(at, mark, taken, reading.SpotType ?? known.Type)),
            Taken = _state.Taken + (taken ? 1 : 0) - (known.Taken ? 1 : 0),
        };
        return null;
    }

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
