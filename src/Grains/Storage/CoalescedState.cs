using LiveParking.Grains.Interfaces;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace LiveParking.Grains.Storage;

/// <summary>
/// The immutable state of a reentrant grain whose changes share store writes. A change is applied immediately and answered after a write that contains
/// it. Changes that arrive during a write share the next write. After a failed write the stored state is unknown: every unanswered change fails, and
/// the state is read again before the next one. Used on the grain's scheduler only.
/// </summary>
internal sealed partial class CoalescedState<T>
    where T : class
{
    private static readonly TimeSpan ReloadPause = TimeSpan.FromSeconds(1);

    private readonly IUnitStore<T> _store;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private T _working;
    private T? _inWrite;
    private T? _failedWrite;
    private long _changes;
    private long _written;
    private int _failures;
    private Task? _writing;

    /// <param name="store">Where the state is kept.</param>
    /// <param name="timeProvider">The clock for the delay before the state is read again.</param>
    /// <param name="logger">Logs failed writes.</param>
    public CoalescedState(IUnitStore<T> store, TimeProvider timeProvider, ILogger logger)
    {
        (_store, _timeProvider, _logger) = (store, timeProvider, logger);
        Newest = _working = store.Load();
    }

    /// <summary>The newest stored state.</summary>
    public T Newest { get; private set; }

    /// <summary>Raised with every newly stored state, before its changes are answered; also when the state was read again.</summary>
    public event Action<T>? Committed;

    /// <summary>Raised after <see cref="Committed"/> when the state was read again: it may hold changes that were never answered.</summary>
    public event Action<T>? Reloaded;

    private bool MustReload => _failedWrite is not null;

    /// <summary>Applies a change that has no result of its own.</summary>
    /// <inheritdoc cref="ChangeAsync{TResult}"/>
    public async Task<T> ChangeAsync(Func<T, T> change, Action abandon) =>
        (await ChangeAsync(state => (change(state), true), abandon)).Committed;

    /// <summary>
    /// Applies <paramref name="change"/> and completes with the newest stored state and with what the change made. A change that needs a write is in
    /// that state; one that needs none waits until the state that it saw is stored.
    /// </summary>
    /// <param name="change">A pure function; may throw to reject the change.</param>
    /// <param name="abandon">Called when the store reports that another activation writes: this one must deactivate.</param>
    /// <exception cref="StoreUnavailableException">The write failed.</exception>
    public async Task<(T Committed, TResult Result)> ChangeAsync<TResult>(Func<T, (T Next, TResult Result)> change, Action abandon)
    {
        while (MustReload)
            await ShareAsync(ReloadAsync);
        var (next, result) = change(_working);
        if (_store.NeedsWrite(_working, next))
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

    /// <summary>Changes, at once and without a write, the newest state and every one that is under way: a part that is stored in another way.</summary>
    /// <param name="amend">A pure function that needs no write by <see cref="IUnitStore{T}.NeedsWrite"/>.</param>
    public void Amend(Func<T, T> amend)
    {
        (_working, Newest) = (amend(_working), amend(Newest));
        _inWrite = _inWrite is null ? null : amend(_inWrite);
        _failedWrite = _failedWrite is null ? null : amend(_failedWrite);
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
        _inWrite = _working;
        var changes = _changes;
        try
        {
            await _store.WriteAsync(_inWrite);
        }
        catch (Exception error)
        {
            _failures++;
            (_failedWrite, _inWrite) = (_inWrite, null);
            _store.Revert(Newest);
            Log.WriteFailed(_logger, error.Message);
            if (error is InconsistentStateException)
                abandon();
            else
                _ = RecoverAsync();
            return;
        }

        _written = changes;
        (var stored, _inWrite) = (_inWrite, null);
        Commit(stored);
    }

    private async Task ReloadAsync()
    {
        T read;
        try
        {
            read = await _store.ReadAsync(Newest, _failedWrite!);
        }
        catch (Exception error)
        {
            // The store's message stays here: Orleans puts a stack trace into it.
            Log.NotReadAgain(_logger, error);
            throw new StoreUnavailableException("The store can't be read now; try again.");
        }

        _failedWrite = null;
        _written = _changes;
        _working = read;
        Commit(read);
        Reloaded?.Invoke(read);
    }

    private void Commit(T state)
    {
        if (ReferenceEquals(Newest, state))
            return;
        Newest = state;
        _store.Committed(state);
        Committed?.Invoke(state);
    }

    /// <summary>
    /// Reads the state again without a caller: a write whose answer was lost may be stored, and subscribers must receive it without a request.
    /// </summary>
    private async Task RecoverAsync()
    {
        while (MustReload)
        {
            await Task.Delay(ReloadPause, _timeProvider);
            if (!MustReload)
                return;
            try
            {
                await ShareAsync(ReloadAsync);
            }
            catch (StoreUnavailableException error)
            {
                Log.StillAway(_logger, error.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "The state could not be read again.")]
        public static partial void NotReadAgain(ILogger logger, Exception error);

        [LoggerMessage(Level = LogLevel.Debug, Message = "The state can't be read again yet: {Reason}")]
        public static partial void StillAway(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A state was not stored and will be read again: {Reason}")]
        public static partial void WriteFailed(ILogger logger, string reason);
    }
}
