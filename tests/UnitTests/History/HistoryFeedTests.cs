using LiveParking.Grains.History;
using LiveParking.Grains.Interfaces.History;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.UnitTests.Cameras.Capture;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LiveParking.UnitTests.History;

public sealed class HistoryFeedTests
{
    private readonly ScriptedHistory _history = new();
    private readonly FakeTimeProvider _timeProvider = new();
    private readonly FakeLog _log = new();

    [Fact]
    public async Task Add_while_a_call_is_under_way_goes_with_the_next()
    {
        var feed = new HistoryFeed(_history, _timeProvider, _log);
        for (var i = 0; i < 10; i++)
            feed.Add(Sample(i));
        var flush = feed.FlushAsync();
        await _history.AnswerAsync(0);
        await _history.AnswerAsync(1);
        await flush;

        Assert.Equal([1, 9], _history.Calls.Select(call => call.Count));
        Assert.Equal(Enumerable.Range(0, 10), _history.Calls.SelectMany(call => call).Select(sample => sample.Occupied));
    }

    [Fact]
    public async Task Add_after_a_call_that_failed_sends_it_again()
    {
        var feed = new HistoryFeed(_history, _timeProvider, _log);
        feed.Add(Sample(0));
        _history.Fail(0);
        feed.Add(Sample(1));
        var flush = feed.FlushAsync();
        await _history.AnswerAsync(1);
        await flush;

        Assert.Equal([0, 1], _history.Calls[1].Select(sample => sample.Occupied));
    }

    [Fact]
    public async Task Add_while_the_history_is_away_keeps_the_newest()
    {
        var feed = new HistoryFeed(_history, _timeProvider, _log);
        for (var i = 0; i < 20_000; i++)
            feed.Add(Sample(i));
        var flush = feed.FlushAsync();
        await _history.AnswerAsync(0);
        await _history.AnswerAsync(1);
        await flush;

        Assert.InRange(_history.Calls[1].Count, 3_000, 4_096);
        Assert.Equal(19_999, _history.Calls[1][^1].Occupied);
        var dropped = 20_000 - 1 - _history.Calls[1].Count;
        Assert.Single(_log.Messages, message => message.Contains($"{dropped} samples were dropped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Room_when_the_history_is_slow_comes_when_it_has_taken_what_waits()
    {
        var feed = new HistoryFeed(_history, _timeProvider, _log);
        for (var i = 0; i < 1_000; i++)
            feed.Add(Sample(i));
        Assert.True(feed.RoomAsync().IsCompletedSuccessfully, "few wait");
        for (var i = 1_000; i < 2_000; i++)
            feed.Add(Sample(i));
        var room = feed.RoomAsync();
        Assert.False(room.IsCompleted);

        await _history.AnswerAsync(0);

        await room;
        Assert.Equal(1_999, _history.Calls[1].Count);
    }

    [Fact]
    public async Task Room_when_the_history_is_away_is_not_waited_for()
    {
        var feed = new HistoryFeed(_history, _timeProvider, _log);
        for (var i = 0; i < 3_000; i++)
            feed.Add(Sample(i));
        var room = feed.RoomAsync();
        Assert.False(room.IsCompleted);

        _history.Fail(0);

        await room;
        Assert.True(feed.RoomAsync().IsCompletedSuccessfully, "nothing is under way");
    }

    [Fact]
    public async Task Room_when_the_history_hangs_is_waited_for_once_and_not_longer_than_the_bound()
    {
        var feed = new HistoryFeed(_history, _timeProvider, _log);
        for (var i = 0; i < 2_000; i++)
            feed.Add(Sample(i));
        var room = feed.RoomAsync();
        _timeProvider.Advance(HistoryFeed.RoomTimeout - TimeSpan.FromMilliseconds(1));
        Assert.False(room.IsCompleted);
        _timeProvider.Advance(TimeSpan.FromMilliseconds(1));
        await room;

        Assert.True(feed.RoomAsync().IsCompletedSuccessfully, "it has not answered since");
        _history.Fail(0);
        feed.Add(Sample(2_000));
        Assert.True(feed.RoomAsync().IsCompletedSuccessfully, "a new call alone is no answer");

        await _history.AnswerAsync(1);
        feed.Add(Sample(2_001));
        var flush = feed.FlushAsync();
        await _history.AnswerAsync(2);
        await flush;
        Assert.Equal(2_001, _history.Calls[1].Count);
        for (var i = 0; i < 2_000; i++)
            feed.Add(Sample(i));
        var again = feed.RoomAsync();
        Assert.False(again.IsCompleted, "it has answered, so it is waited for");
        await _history.AnswerAsync(3);
        await again;
    }

    private static OccupancySample Sample(int occupied) =>
        new(DateTimeOffset.UnixEpoch.AddMinutes(occupied), occupied, 100, OccupancyStatus.Open, Known: true);

    private sealed class FakeLog : ILogger
    {
        public List<string> Messages { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Messages.Add(formatter(state, exception));
    }

    /// <summary>Answers each call when the test says so.</summary>
    private sealed class ScriptedHistory : ILevelHistoryRecorder
    {
        private readonly List<TaskCompletionSource> _answers = [];

        public List<List<OccupancySample>> Calls { get; } = [];

        public Task RecordAsync(IReadOnlyList<OccupancySample> samples)
        {
            // A grain's call copies what it is given.
            Calls.Add([.. samples]);
            _answers.Add(new TaskCompletionSource());
            return _answers[^1].Task;
        }

        public async Task AnswerAsync(int call)
        {
            await Eventually.HoldsAsync(() => _answers.Count > call, $"call {call} has come");
            _answers[call].SetResult();
        }

        public void Fail(int call) => _answers[call].SetException(new TimeoutException());

        public Task<bool> RemoveAsync() => Task.FromResult(false);
    }
}
