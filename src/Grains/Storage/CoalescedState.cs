using LiveParking.Grains.Interfaces;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace LiveParking.Grains.Storage;

/// <summary>
/// Immutable state of a reentrant grain whose changes share store writes. A change is applied immediately and answered after a write that contains
/// it. Changes that arrive during a write share the next write. After a failed write the stored state is unknown: every unanswered change fails, and
/// the state is read again before the next one. Used on the grain's scheduler only.
/// </summary>
/// <param name="stored">The state, already read.</param>
/// <param name="clock">The clock for the delay before the state is read again.</param>
/// <param name="log">Logs failed writes.</param>
/// <param name="migrate">Migrates the state of an older build; null when there was no other form.</param>
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

    /// <summary>The newest stored state.</summary>
    public T Newest { get; private set; } = Migrated(stored, migrate);

    /// <summary>Whether every change is stored.</summary>
    public bool IsStored => !_mustReload && _written == _changes;

    /// <summary>Raised with the state when a write begins.</summary>
    public event Action<T>? Writing;

    /// <summary>Raised with every newly stored state, before its changes are answered; also when the state was read again.</summary>
    public event Action<T>? Committed;

    /// <summary>Raised with the state of a failed write, before the changes since the last stored state are answered: all of them fail.</summary>
    public event Action<T>? Lost;

    /// <summary>
    /// Applies <paramref name="change"/> and completes with a stored state that contains it. A change that returns its argument causes no write, but
    /// still waits until the state that it saw is stored.
    /// </summary>
    /// <param name="change">A pure function; may throw to reject the change.</param>
    /// <param name="abandon">Called when the store reports that another activation writes: this one must deactivate.</param>
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

    /// <summary>Joins the store operation in progress, or starts one.</summary>
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
            // Unconfirmed state must not leave this activation, not even by migration.
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
            // The store's message stays here: Orleans puts a stack trace into it.
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
    /// Reads the state again without a caller: a write whose answer was lost may be stored, and subscribers must receive it without a request.
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
