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
                await StoreAsync();
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
        }
        catch (Exception error)
        {
            stored.State = before;
            NotStored(log, error.Message);
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
            NotStored(log, error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "State that may wait is not stored yet: {Reason}")]
    private static partial void NotStored(ILogger logger, string reason);
}
