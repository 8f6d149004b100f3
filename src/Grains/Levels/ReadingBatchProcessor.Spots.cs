using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <content>Readings of single spots.</content>
internal sealed partial class ReadingBatchProcessor
{
    private readonly SpotRoom _spotRoom;
    private bool _spotsChanged;

    /// <summary>Applies a reading of one spot: occupied or free.</summary>
    private ReadingResult? ApplySpot(Reading reading, RememberedReading remembered, int index)
    {
        var (taken, isAhead) = (reading.Occupied == 1, remembered.Lead > 0);
        if (_state.Spots.TryGetValue(reading.SpotId!, out var known))
        {
            if (known.At == remembered.At && known.Mark == remembered.Fingerprint)
                return new ReadingResult(reading.Id, ReadingOutcome.Duplicate);
            if (known.At > remembered.At)
            {
                if (!IsOlderByAnotherClock(reading.SensorId, remembered.At, known.At))
                    return Late(reading, $"A reading of this spot of {UtcTime.Format(known.At)} stands already.");
                if (!known.IsAhead)
                    return null;
            }
        }
        else if (_state.SpotsForgottenUntil is { } until && remembered.At <= until)
        {
            return Late(reading, $"Readings up to {UtcTime.Format(until)} of spots that the level does not know are no longer told apart.");
        }
        else if (_state.Spots.Count >= _spotRoom.MaxSpots && !MakeRoomForSpot())
        {
            var reason = $"spotId: '{reading.SpotId}' is new, and the level knows {_state.Spots.Count:N0} spots already; by its capacity it may know {_spotRoom.MaxSpots:N0}.";
            _refused.Add(new RefusedNew(index, AnomalyKind.Rejected, reason));
            return new ReadingResult(reading.Id, ReadingOutcome.Rejected, reason);
        }

        _spotsChanged = true;
        var spot = new SpotState(remembered.At, remembered.Fingerprint, taken, reading.SpotType ?? known.Type, isAhead);
        _state = _state with
        {
            Spots = _state.Spots.SetItem(reading.SpotId!, spot.HeardIn(_now.ToUnixTimeSeconds())),
            Taken = _state.Taken + (taken ? 1 : 0) - (known.Taken ? 1 : 0),
        };
        return null;
    }

    /// <summary>Removes a spot that has been silent for 7 days; it no longer counts. Its time stays, so that its old readings are late.</summary>
    private bool MakeRoomForSpot()
    {
        if (_spotRoom.NextSilent(_state.Spots) is not { } id)
            return false;
        var removed = _state.Spots[id];
        _state = _state with
        {
            Spots = _state.Spots.Remove(id),
            Taken = _state.Taken - (removed.Taken ? 1 : 0),
            SpotsForgottenUntil = Times.Later(_state.SpotsForgottenUntil, removed.At),
        };
        return true;
    }
}
