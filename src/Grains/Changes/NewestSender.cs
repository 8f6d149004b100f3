namespace LiveParking.Grains.Changes;

/// <summary>
/// Hands the newest value to somebody else, one call at a time, until it is accepted. Values that were replaced meanwhile are not sent. Used on the
/// grain's scheduler only.
/// </summary>
/// <param name="send">Sends a value; throws when it was not accepted.</param>
/// <param name="failed">Called with each failure.</param>
/// <param name="timeProvider">The clock for the pause after a failure.</param>
/// <typeparam name="T">The values. Equal ones are sent once.</typeparam>
internal sealed class NewestSender<T>(Func<T, Task> send, Action<Exception> failed, TimeProvider timeProvider)
    where T : class
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private T? _accepted;
    private T? _newest;
    private Task _sending = Task.CompletedTask;
    private TaskCompletionSource _attempt = NewAttempt();
    private bool _stopped;

    /// <summary>Sends a value in the background, unless an equal one was accepted last.</summary>
    public void Offer(T value)
    {
        _newest = value;
        if (_sending.IsCompleted)
            _sending = SendAsync();
    }

    /// <summary>
    /// Completes when the newest value was accepted, and fails when an attempt to send it fails; further attempts follow in the background. A call that waited
    /// for those would hold up the end of its grain, and so of a silo that stops after the receiver has.
    /// </summary>
    public async Task SentAsync()
    {
        while (IsDue)
            await _attempt.Task;
    }

    /// <summary>Takes a value for accepted: nothing is sent while it stays so.</summary>
    public void Assume(T value) => _accepted ??= value;

    /// <summary>Ends the attempts.</summary>
    public void Stop()
    {
        _stopped = true;
        EndAttempt().SetResult();
    }

    private bool IsDue => !_stopped && _newest is { } value && !value.Equals(_accepted);

    private static TaskCompletionSource NewAttempt() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task SendAsync()
    {
        while (IsDue)
        {
            var value = _newest!;
            try
            {
                await send(value);
                _accepted = value;
                EndAttempt().SetResult();
            }
            catch (Exception error)
            {
                failed(error);
                var attempt = EndAttempt();
                attempt.SetException(error);
                // Often nobody waits for it.
                _ = attempt.Task.Exception;
                await Task.Delay(Pause, timeProvider);
            }
        }
    }

    private TaskCompletionSource EndAttempt()
    {
        var ended = _attempt;
        _attempt = NewAttempt();
        return ended;
    }
}
