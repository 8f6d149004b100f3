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
    private bool _stopped;

    /// <summary>Sends a value in the background, unless an equal one was accepted last.</summary>
    public void Offer(T value)
    {
        _newest = value;
        if (_sending.IsCompleted)
            _sending = SendAsync();
    }

    /// <summary>Completes when the newest value was accepted.</summary>
    public Task SentAsync() => _sending;

    /// <summary>Takes a value for accepted: nothing is sent while it stays so.</summary>
    public void Assume(T value) => _accepted ??= value;

    /// <summary>Ends the attempts.</summary>
    public void Stop() => _stopped = true;

    private async Task SendAsync()
    {
        while (!_stopped && _newest is { } value && !value.Equals(_accepted))
        {
            try
            {
                await send(value);
                _accepted = value;
            }
            catch (Exception error)
            {
                failed(error);
                await Task.Delay(Pause, timeProvider);
            }
        }
    }
}
