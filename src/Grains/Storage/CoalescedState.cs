using LiveParking.Grains.Interfaces;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace LiveParking.Grains.Storage;

/// <summary>
/// Immutable state of a reentrant grain, of which many changes share one store write. A change is applied at once and
/// answered after a write that contains it; while a write is under way the changes that come wait and share the
/// next. After a failed write it is not known what is stored: every change not yet answered fails, and the state is read
/// again before the next one. Used on the grain's scheduler only.
/// </summary>
/// <param name="stored">The state, read already.</param>
/// <param name="clock">For the pause before it is read again.</param>
/// <param name="log">Is told of failed writes.</param>
/// <param name="migrate">Brings what an older build has written into today's form; null where there was no other form.</param>
internal sealed partial class CoalescedState<T>(IPersistentState<T> stored, TimeProvider clock, ILogger log, Func<T, T>? migrate = null)
    where T : class
{
    private static readonly TimeSpan ReloadPause = TimeSpan.FromSeconds(1);

    private T _working = Migrated(stored, migrate);
    private long _changes;
    private long _written;
    private int _failures;
    private bool _mustReload;
    private Task? _writing;

    /// <summary>The newest state that is stored.</summary>
    public T Newest { get; private set; } = Migrated(stored, migrate);

    /// <summary>Whether every change that was made is stored.</summary>
    public bool IsStored => !_mustReload && _written == _changes;

    /// <summary>Raised with the state of a write that begins.</summary>
    public event Action<T>? Writing;

    /// <summary>Raised with every newly stored state, before the changes in it are answered; also when the state was read again.</summary>
    public event Action<T>? Committed;

    /// <summary>Raised with the state of a write that failed, before the changes since the last stored state are answered: all of them fail.</summary>
    public event Action<T>? Lost;

    /// <summary>
    /// Applies <paramref name="change"/> and completes with a stored state that contains it. A change that returns its
    /// argument writes nothing of its own, but still waits for what it saw to be stored.
    /// </summary>
    /// <param name="change">A pure function; may throw to refuse.</param>
    /// <param name="abandon">Called when the store says that another activation writes: this one must go.</param>
    /// <exception cref="StoreUnavailableException">The write failed.</exception>
    public async Task<T> ChangeAsync(Func<T, T> change, Action abandon)
    {
        while (_mustReload)
            await ShareAsync(ReloadAsync);
        var next = change(_working);
        if (!ReferenceEquals(next, _working))
        {
            _working = next;
            _changes++;
        }

        var (mine, failures) = (_changes, _failures);
        while (_written < mine)
        {
            await ShareAsync(() => WriteAsync(abandon));
            if (_failures != failures)
                throw new StoreUnavailableException("The store did not confirm the change; whether it is stored is not known. Send it again.");
        }

        return Newest;
    }

    /// <summary>Joins the store operation under way, or starts one.</summary>
    private async Task ShareAsync(Func<Task> operation)
    {
        var running = _writing;
        if (running is null)
            _writing = running = operation();
        try
        {
            await running;
        }
        finally
        {
            if (ReferenceEquals(_writing, running))
                _writing = null;
        }
    }

    private async Task WriteAsync(Action abandon)
    {
        var (state, changes) = (_working, _changes);
        Writing?.Invoke(state);
        try
        {
            stored.State = state;
            await stored.WriteStateAsync();
        }
        catch (Exception error)
        {
            _failures++;
            _mustReload = true;
            // What is not known to be stored must not leave this activation, not even with a migration.
            stored.State = Newest;
            Lost?.Invoke(state);
            WriteFailed(log, error.Message);
            if (error is InconsistentStateException)
                abandon();
            else
                _ = RecoverAsync();
            return;
        }

        _written = changes;
        Newest = state;
        Committed?.Invoke(state);
    }

    private async Task ReloadAsync()
    {
        try
        {
            await stored.ReadStateAsync();
        }
        catch (Exception error)
        {
            // What the store says stays here: Orleans puts a stack trace into the message.
            NotReadAgain(log, error);
            throw new StoreUnavailableException("The store can't be read now; try again.");
        }

        _mustReload = false;
        _working = Newest = Migrated(stored, migrate);
        _written = _changes;
        Committed?.Invoke(Newest);
    }

    private static T Migrated(IPersistentState<T> stored, Func<T, T>? migrate)
    {
        if (migrate is not null)
            stored.State = migrate(stored.State);
        return stored.State;
    }

    /// <summary>
    /// Reads the state again by itself: a write whose answer was lost may be stored, and subscribers learn of it without anybody asking.
    /// </summary>
    private async Task RecoverAsync()
    {
        while (_mustReload)
        {
            await Task.Delay(ReloadPause, clock);
            if (!_mustReload)
                return;
            try
            {
                await ShareAsync(ReloadAsync);
            }
            catch (StoreUnavailableException error)
            {
                StillAway(log, error.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The state could not be read again.")]
    private static partial void NotReadAgain(ILogger logger, Exception error);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The state can't be read again yet: {Reason}")]
    private static partial void StillAway(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A state was not stored and will be read again: {Reason}")]
    private static partial void WriteFailed(ILogger logger, string reason);
}
