using LiveParking.Grains.Changes;
using LiveParking.Grains.Hosting;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Changes;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace LiveParking.Grains.Alarms;

/// <summary>
/// Shows the alarms of all places to gateways, which ask for what changed. The alarms themselves belong to their places; stored is only which places
/// are not quiet, so that a board that starts anew finds them. Reentrant, so that waiting callers are in nobody's way.
/// </summary>
[GrainType("alarm-board"), Reentrant, KeepAlive]
internal sealed partial class AlarmBoardGrain(
    [PersistentState("alarm-board", StorageNames.Parking)] IPersistentState<AlarmBoardState> stored,
    TimeProvider timeProvider,
    ILogger<AlarmBoardGrain> logger) : Grain, IAlarmBoardGrain, IAlarmBoard
{
    /// <summary>Maximum concurrent calls to places.</summary>
    private const int AskedAtOnce = 32;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>How long a caller waits for places that are being started.</summary>
    private static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, IReadOnlyList<Alarm>> _shown = new(StringComparer.Ordinal);
    private readonly HashSet<string> _started = new(StringComparer.Ordinal);
    private readonly ChangeLog _changes = new(timeProvider);
    private CoalescedState<AlarmBoardState> _state = null!;
    private Task _starting = Task.CompletedTask;
    private bool _isComplete;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        OnlyKey.Require(this, IAlarmBoardGrain.Key);
        StoredSchema.Require(stored.State.Schema, AlarmBoardState.CurrentSchema, IAlarmBoardGrain.Key);
        _state = new CoalescedState<AlarmBoardState>(new PersistentUnit<AlarmBoardState>(stored), timeProvider, logger);
        return Task.CompletedTask;
    }

    public async Task<AlarmChanges> WaitForChangesAsync(ChangePosition? known)
    {
        if (!_isComplete)
            await StartAsync().WaitAsync(FirstAnswer, timeProvider).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        await _changes.WaitAsync(known);
        if (_changes.Since(known) is not { } changed)
            return new AlarmChanges(_changes.Position, IsWhole: true, [.. _shown.Select(place => Of(place.Key, place.Value))], _isComplete);
        return new AlarmChanges(_changes.Position, IsWhole: false, [.. changed.Set.Select(place => Of(place, _shown.GetValueOrDefault(place) ?? [])), .. changed.Removed.Select(place => Of(place, []))], _isComplete);
    }

    public async Task ShowAsync(string place, IReadOnlyList<Alarm> alarms, bool isQuiet)
    {
        _started.Add(place);
        Show(place, alarms);
        await _state.ChangeAsync(
            state => state.Places.Contains(place) == !isQuiet
                ? state
                : state with { Schema = AlarmBoardState.CurrentSchema, Places = isQuiet ? state.Places.Remove(place) : state.Places.Add(place) },
            DeactivateOnIdle);
    }

    public Task StartAsync()
    {
        if (_starting.IsCompleted)
            _starting = StartPlacesAsync();
        return _starting;
    }

    private static PlaceAlarms Of(string place, IReadOnlyList<Alarm> alarms) => new(place == ILocationAlarmsGrain.System ? null : place, alarms);

    /// <summary>
    /// Calls every place that is not quiet, also those that are known to have started: their silo may have died since. A call keeps a place alive whose
    /// alarms wait for a time.
    /// </summary>
    private async Task StartPlacesAsync()
    {
        var all = true;
        foreach (var places in _state.Newest.Places.Append(ILocationAlarmsGrain.System).Chunk(AskedAtOnce))
            all &= (await Task.WhenAll(places.Select(StartPlaceAsync))).All(isStarted => isStarted);
        _isComplete |= all;
    }

    private async Task<bool> StartPlaceAsync(string place)
    {
        try
        {
            var alarms = await GrainFactory.GetGrain<ILocationAlarmsGrain>(place).GetAsync().WaitAsync(Timeout, timeProvider);
            // What the place itself has shown meanwhile is newer.
            if (_started.Add(place))
                Show(place, alarms);
            return true;
        }
        catch (Exception error)
        {
            // One place must not hide the others; the next start of the board, within 10 s, asks again.
            Log.NotStarted(logger, place, error.Message);
            return false;
        }
    }

    private void Show(string place, IReadOnlyList<Alarm> alarms)
    {
        var before = _shown.GetValueOrDefault(place) ?? [];
        if (before.SequenceEqual(alarms))
            return;
        if (alarms.Count == 0)
        {
            _shown.Remove(place);
            _changes.Remove(place);
        }
        else
        {
            _shown[place] = alarms;
            _changes.Set(place);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The alarms of '{Place}' are not shown yet: {Reason}")]
        public static partial void NotStarted(ILogger logger, string place, string reason);
    }
}
