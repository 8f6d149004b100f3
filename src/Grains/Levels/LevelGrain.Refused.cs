using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels.Sensors;

namespace LiveParking.Grains.Levels;

/// <content>Rejected payloads.</content>
internal sealed partial class LevelGrain
{
    public async Task NoteRefusedAsync(IReadOnlyList<RefusedReading> refused)
    {
        ReadingRules.RequireBatchOf(refused.Count);
        await _state.ChangeAsync(
            state =>
            {
                RequireExists(state);
                _sensors.Set(SensorRules.NoteRefused(_sensors.Newest, refused, Bound(state), clock.GetUtcNow()));
                return state;
            },
            DeactivateOnIdle);
        _sensors.Answered();
    }
}
