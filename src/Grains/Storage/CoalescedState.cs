using LiveParking.Grains.Interfaces;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace LiveParking.Grains.Storage;

/// <summary>
/// The immutable state of a reentrant grain whose changes share store writes. A change is applied immediately and answered after a write that contains
/// it. Changes that arrive during a write share the next write. After a failed write the stored state is unknown: every unanswered change fails, and
/// the state is read again before the next one. Used on the grain's scheduler only.
/// </summary>
/// <param name="store">Where the state is kept.</param>
/// <param name="clock">The clock for the delay before the state is read again.</param>
/// <param name="log">Logs failed writes.</param>
internal sealed partial class CoalescedState<T>(IUnitStore<T> store, TimeProvider clock, ILogger log)
    where T : class
{
    private static readonly TimeSpan ReloadPause = TimeSpan.FromSeconds(1);

    private T _working = store.Load();
    private T? _lost;
    private long _changes;
    private long _written;
    private int _failures;
    private Task? _writing;

    /// <summary>The newest stored state.</summary>
    public T Newest { get; private set; } = store.Load();

    /// <summary>Raised with every newly stored state, before its changes are answered; also when the state was read again.</summary>
    public event Action<T>? Committed;

    private bool MustReload => _lost is not null;

    /// <summary>Applies a change that has no result of its own.</summary>
    /// <inheritdoc cref="ChangeAsync{TResult}"/>
    public async Task<T> ChangeAsync(Func<T, T> change, Action abandon) =>
        (await ChangeAsync(state => (change(state), true), abandon)).Committed;

    /// <summary>
    /// Applies <paramref name="change"/> and completes with a stored state that contains it, and with what it made. A change that needs no write still
    /// waits until the state that it saw is stored.
    /// </summary>
    /// <param name="change">A pure function; may throw to reject the change.</param>
    /// <param name="abandon">Called when the store reports that another activation writes: this one must deactivate.</param>
    /// <exception cref="StoreUnavailableException">The write failed.</exception>
    public async Task<(T Committed, TResult Result)> ChangeAsync<TResult>(Func<T, (T Next, TResult Result)> change, Action abandon)
    {
        while (MustReload)
            await ShareAsync(ReloadAsync);
        var (next, result) = change(_working);
        if (store.NeedsWrite(_working, next))
            _changes++;
        _working = next;

        var (mine, failures) = (_changes, _failures);
        while (_written < mine)
        {
            await ShareAsync(() => WriteAsync(abandon));
            if (_failures != failures)
                throw new StoreUnavailableException("The store did not confirm the change; whether it is stored is not known. Send it again.");
        }

        // What needs no write is committed with the last write.
        if (_written == _changes && !MustReload)
            Commit(_working);
        return (Newest, result);
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
        try
        {
            await store.WriteAsync(state);
        }
        catch (Exception error)
        {
            _failures++;
            _lost = state;
            store.Revert(Newest);
            WriteFailed(log, error.Message);
            if (error is InconsistentStateException)
                abandon();
            else
                _ = RecoverAsync();
            return;
        }

        _written = changes;
        Commit(state);
    }

    private async Task ReloadAsync()
    {
        T read;
        try
        {
            read = await store.ReadAsync(Newest, _lost!);
        }
        catch (Exception error)
        {
            // The store's message stays here: Orleans puts a stack trace into it.
            NotReadAgain(log, error);
            throw new StoreUnavailableException("The store can't be read now; try again.");
        }

        _lost = null;
        _written = _changes;
        _working = read;
        Commit(read);
    }

    private void Commit(T state)
    {
        if (ReferenceEquals(Newest, state))
            return;
        Newest = state;
        store.Committed(state);
        Committed?.Invoke(state);
    }

    /// <summary>
    /// Reads the state again without a caller: a write whose answer was lost may be stored, and subscribers must receive it without a request.
    /// </summary>
    private async Task RecoverAsync()
    {
        while (MustReload)
        {
            await Task.Delay(ReloadPause, clock);
            if (!MustReload)
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
