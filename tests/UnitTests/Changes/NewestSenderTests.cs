using LiveParking.Grains.Changes;
using Microsoft.Extensions.Time.Testing;

namespace LiveParking.UnitTests.Changes;

/// <summary>The newest value arrives, and who waits for it learns of a failure.</summary>
public sealed class NewestSenderTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _sent = [];
    private readonly List<string> _failures = [];
    private Exception? _fault;

    private NewestSender<string> NewSender() => new(
        value =>
        {
            _sent.Add(value);
            return _fault is null ? Task.CompletedTask : Task.FromException(_fault);
        },
        error => _failures.Add(error.Message),
        _time);

    [Fact]
    public async Task An_accepted_value_is_sent_once_and_not_waited_for()
    {
        var sender = NewSender();
        sender.Offer("one");
        sender.Offer("one");

        await Eventually.WithinAsync(sender.SentAsync());

        Assert.Equal(["one"], _sent);
    }

    [Fact]
    public async Task Who_waits_learns_of_a_failure_at_once_and_the_value_arrives_later()
    {
        _fault = new InvalidOperationException("The silo stops.");
        var sender = NewSender();
        sender.Offer("one");

        // The receiver may be gone for good: a call that waited on would never end.
        var waiting = sender.SentAsync();
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Same(_fault, await Assert.ThrowsAsync<InvalidOperationException>(() => Eventually.WithinAsync(waiting)));
        _fault = null;
        sender.Offer("two");
        waiting = sender.SentAsync();
        await Eventually.HoldsAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(2));
                return waiting.IsCompleted;
            },
            "the newest value arrived");

        await waiting;
        Assert.Equal("two", _sent[^1]);
        Assert.All(_failures, failure => Assert.Equal("The silo stops.", failure));
    }

    [Fact]
    public async Task Who_waits_is_released_when_it_stops()
    {
        _fault = new InvalidOperationException("The silo stops.");
        var sender = NewSender();
        sender.Offer("one");
        var waiting = sender.SentAsync();

        sender.Stop();

        await Eventually.WithinAsync(waiting);
    }
}
