using Microsoft.Extensions.Logging;

namespace LiveParking.Grains.Storage;

/// <summary>
/// Immutable state of a grain that is stored some seconds after a change: losing it with a killed process costs less than a store write for each
/// change. Each write has a mark. After a failure the state is read again, and the mark shows whether the write was stored and its answer lost, or
/// whether another activation has written. The other activation's state is merged and never overwritten: it may be newer, if this silo was suspended
/// for a while. Used on the grain's scheduler only.
/// </summary>
internal sealed partial class DelayedState<T>(IPersistentState<T> stored, TimeSpan delay, TimeProvider timeProvider, ILogger logger)
    where T : class, IMergedState<T>
{
    private T _inStore = stored.State;
    private string? _etag = stored.Etag;
    private long? _attempt;
    private T? _attempted;
    private bool _waiting;
    private bool _stopped;
    private bool _failing;
    private Task _storing = Task.CompletedTask;

    /// <summary>The newest state, stored or not.</summary>
    public T Newest { get; private set; } = stored.State;

    /// <summary>Raised with the stored state of another activation, after it was merged into <see cref="Newest"/>.</summary>
    public event Action<T>? Merged;

    /// <summary>Replaces the state and stores it within the delay, together with further changes until then.</summary>
    public void Set(T state)
    {
        if (ReferenceEquals(state, Newest))
            return;
        Newest = state;
        if (!_waiting)
            _ = StoreLaterAsync();
    }

    /// <summary>Stores unstored state now, and nothing afterwards: the grain is deactivating.</summary>
    public async Task StopAsync()
    {
        _stopped = true;
        await _storing;
        if (!ReferenceEquals(_inStore, Newest) && !await StoreAsync() && !ReferenceEquals(_inStore, Newest))
            await StoreAsync();
    }

    private async Task StoreLaterAsync()
    {
        _waiting = true;
        while (!_stopped && !ReferenceEquals(_inStore, Newest))
        {
            await Task.Delay(delay, timeProvider);
            if (!_stopped)
                await (_storing = StoreAsync());
        }

        _waiting = false;
    }

    private async Task<bool> StoreAsync()
    {
        try
        {
            if (_attempt is not null)
                await ReadAgainAsync();
            if (ReferenceEquals(_inStore, Newest))
                return true;
            _attempted = Newest;
            _attempt = Random.Shared.NextInt64();
            stored.State = Newest.WithMark(_attempt.Value);
            await stored.WriteStateAsync();
            (_inStore, _etag, _attempt) = (_attempted, stored.Etag, null);
            _failing = false;
            return true;
        }
        catch (Exception error)
        {
            // Once for each outage of the store.
            if (_failing)
                Log.StillNotStored(logger, error.Message);
            else
                Log.NotStored(logger, error.Message);
            _failing = true;
            return false;
        }
    }

    /// <summary>Reads the state after a failed write: it is unknown what is stored, and by which activation.</summary>
    private async Task ReadAgainAsync()
    {
        await stored.ReadStateAsync();
        var (attempt, before) = (_attempt, _etag);
        (_attempt, _etag) = (null, stored.Etag);
        if (stored.Etag == before)
            return;
        if (stored.State.Mark == attempt)
        {
            _inStore = _attempted!;
            return;
        }

        var theirs = _inStore = stored.State;
        Newest = Newest.MergedInto(theirs);
        Log.WrittenByAnother(logger);
        Merged?.Invoke(theirs);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "State that may wait is not stored yet: {Reason}")]
        public static partial void NotStored(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Debug, Message = "State that may wait is still not stored: {Reason}")]
        public static partial void StillNotStored(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "Another activation has stored this state; what is newer of both is kept")]
        public static partial void WrittenByAnother(ILogger logger);
    }
}
