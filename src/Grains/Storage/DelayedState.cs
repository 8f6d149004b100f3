using Microsoft.Extensions.Logging;

namespace LiveParking.Grains.Storage;

/// <summary>
/// Immutable state of a grain that may be stored some seconds after it changed: what is lost with a killed process is worth less than a
/// store write for each change. Used on the grain's scheduler only.
/// </summary>
internal sealed partial class DelayedState<T>(IPersistentState<T> stored, TimeSpan delay, TimeProvider clock, ILogger log)
    where T : class
{
    private bool _waiting;
    private bool _stopped;
    private bool _failing;
    private Task _storing = Task.CompletedTask;

    /// <summary>The newest state, stored or not.</summary>
    public T Newest { get; private set; } = stored.State;

    /// <summary>Replaces the state and stores it within the delay, together with what changes until then.</summary>
    public void Set(T state)
    {
        if (ReferenceEquals(state, Newest))
            return;
        Newest = state;
        if (!_waiting)
            _ = StoreLaterAsync();
    }

    /// <summary>Stores now what is not stored yet, and nothing after it: the grain is going.</summary>
    public async Task StopAsync()
    {
        _stopped = true;
        await _storing;
        if (!ReferenceEquals(stored.State, Newest))
            await StoreAsync();
    }

    private async Task StoreLaterAsync()
    {
        _waiting = true;
        while (!_stopped && !ReferenceEquals(stored.State, Newest))
        {
            await Task.Delay(delay, clock);
            if (!_stopped)
                await (_storing = StoreAsync());
        }

        _waiting = false;
    }

    private async Task StoreAsync()
    {
        var before = stored.State;
        try
        {
            stored.State = Newest;
            await stored.WriteStateAsync();
            _failing = false;
        }
        catch (Exception error)
        {
            stored.State = before;
            // Once for each time that the store is away.
            if (_failing)
                StillNotStored(log, error.Message);
            else
                NotStored(log, error.Message);
            _failing = true;
            await RefreshAsync();
        }
    }

    /// <summary>After a failed write the etag may be another: the state is read again, and what is held here goes over it with the next write.</summary>
    private async Task RefreshAsync()
    {
        try
        {
            await stored.ReadStateAsync();
        }
        catch (Exception error)
        {
            StillNotStored(log, error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "State that may wait is not stored yet: {Reason}")]
    private static partial void NotStored(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "State that may wait is still not stored: {Reason}")]
    private static partial void StillNotStored(ILogger logger, string reason);
}
