using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Streams;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace LiveParking.Grains.Levels;

/// <summary>
/// One level: takes readings, stores their effect, then answers and publishes. Its calls interleave so that readings
/// which arrive during a store write share the next write; see <see cref="CoalescedState{T}"/>.
/// </summary>
[GrainType("level"), Reentrant]
internal sealed class LevelGrain(
    [PersistentState("level", StorageNames.Parking)] IPersistentState<LevelState> stored,
    ILivePublisher publisher,
    TimeProvider clock,
    ILogger<LevelGrain> log) : Grain, ILevelGrain
{
    private CoalescedState<LevelState> _state = null!;
    private LevelKey _key;
    private StreamId _stream;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!LevelKey.TryParse(this.GetPrimaryKeyString(), out _key))
            throw new InvalidRequestException($"'{this.GetPrimaryKeyString()}' is not a level key of the form location/level.");
        StoredSchema.Require(stored.State.Schema, LevelState.CurrentSchema, this.GetPrimaryKeyString());
        _state = new CoalescedState<LevelState>(stored, clock, log);
        _stream = LiveStreams.LevelStatus(_key);
        _state.Committed += Publish;
        if (stored.State.Settings is not null)
            Publish(stored.State);
        return Task.CompletedTask;
    }

    public Task<LevelStatus> GetStatusAsync() => Task.FromResult(LevelRules.Status(_key, _state.Newest));

    public async Task<ReadingsAnswer> ReportAsync(IReadOnlyList<Reading> readings)
    {
        ReadingRules.RequireBatch(readings);
        ReadingResult[] results = [];
        var committed = await _state.ChangeAsync(
            state =>
            {
                RequireExists(state);
                (var next, results) = LevelRules.Report(state, readings, clock.GetUtcNow());
                return next;
            },
            DeactivateOnIdle);
        return new ReadingsAnswer(results, LevelRules.Status(_key, committed));
    }

    public async Task<LevelStatus> ConfigureAsync(LevelSettings settings, SiteHours site, long? expected)
    {
        LevelSettingsRules.Require(settings);
        var committed = await _state.ChangeAsync(
            state =>
            {
                LevelRules.RequireVersion(_key, state, expected);
                return LevelRules.Configure(state, settings, site, clock.GetUtcNow());
            },
            DeactivateOnIdle);
        return LevelRules.Status(_key, committed);
    }

    public Task SetSiteAsync(SiteHours site) =>
        _state.ChangeAsync(
            state => state.Settings is null || state.Site == site ? state : LevelRules.SetSite(state, site, clock.GetUtcNow()), DeactivateOnIdle);

    public Task<LevelConfiguration> GetConfigurationAsync()
    {
        RequireExists(_state.Newest);
        return Task.FromResult(new LevelConfiguration(_state.Newest.Settings!, _state.Newest.SettingsVersion));
    }

    public Task<LevelSensors> GetSensorsAsync() => throw new InvalidRequestException("Sensors are not told yet.");

    public Task<CorrectionAnswer> CorrectAsync(CorrectionRequest request) => throw new InvalidRequestException("Corrections are not taken yet.");

    public Task RemoveAsync(long? expected) =>
        _state.ChangeAsync(
            state =>
            {
                RequireExists(state);
                LevelRules.RequireVersion(_key, state, expected);
                return LevelRules.Remove(state, clock.GetUtcNow());
            },
            DeactivateOnIdle);

    private void RequireExists(LevelState state)
    {
        if (state.Settings is null)
            throw new UnknownLevelException(_key.LocationId, _key.LevelId);
    }

    private void Publish(LevelState committed)
    {
        if (committed.Settings is null)
            publisher.Withdraw(_stream);
        else
            publisher.Publish(_stream, LevelRules.Status(_key, committed));
    }
}
