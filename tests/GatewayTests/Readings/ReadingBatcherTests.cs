using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Limits;
using LiveParking.Gateway.Readings;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.Extensions.Time.Testing;

namespace LiveParking.GatewayTests.Readings;

/// <summary>Readings that wait for a level that answers, that hangs, and that fails.</summary>
public sealed class ReadingBatcherTests
{
    private static readonly LevelKey Level = new("site", "upper");
    private static readonly ClientKey Gate = new("gate", 0), Flood = new("flood", 0);
    private readonly FakeTimeProvider _timeProvider = new();
    private readonly List<string[]> _calls = [];
    private readonly Queue<TaskCompletionSource> _hanging = new();

    [Fact]
    public async Task What_comes_during_a_call_goes_together_and_everybody_gets_their_own_results()
    {
        var lanes = Lanes(100, 100);
        var first = lanes.ReportAsync(Level, Gate, Some("a"), default);
        var second = lanes.ReportAsync(Level, Gate, Some("b", "c"), default);
        var third = lanes.ReportAsync(Level, Gate, Some("d"), default);
        Assert.Equal(4, lanes.Readings);
        await AnswerAsync();
        Assert.Equal(["a"], Ids(await first));
        await AnswerAsync();
        Assert.Equal(["b", "c"], Ids(await second));
        Assert.Equal(["d"], Ids(await third));
        Assert.Equal([["a"], ["b", "c", "d"]], _calls);
        await Eventually.HoldsAsync(() => lanes.Readings == 0, "nothing is held");
    }

    [Fact]
    public async Task Who_has_gone_is_not_reported_and_holds_no_room_while_the_level_hangs()
    {
        var lanes = Lanes(6, 100);
        var first = lanes.ReportAsync(Level, Gate, Some("a"), default);
        using var phone = new CancellationTokenSource();
        var second = lanes.ReportAsync(Level, Gate, Some("b", "c"), phone.Token);
        await UnavailableAsync(lanes.ReportAsync(Level, Gate, Some("d"), default));
        await phone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(1, lanes.Readings);

        var third = lanes.ReportAsync(Level, Gate, Some("d"), default);
        await AnswerAsync();
        await AnswerAsync();
        await Task.WhenAll(first, third);
        Assert.Equal([["a"], ["d"]], _calls);
    }

    [Fact]
    public async Task Who_goes_during_the_call_is_released_and_harms_nobody()
    {
        var lanes = Lanes(100, 100);
        using var phone = new CancellationTokenSource();
        var first = lanes.ReportAsync(Level, Gate, Some("a"), phone.Token);
        var second = lanes.ReportAsync(Level, Gate, Some("b"), default);
        await phone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(2, lanes.Readings);
        await AnswerAsync();
        await AnswerAsync();
        Assert.Equal(["b"], Ids(await second));
        await Eventually.HoldsAsync(() => lanes.Readings == 0, "nothing is held");
    }

    [Fact]
    public async Task A_level_that_hangs_has_its_bound_and_leaves_room_for_others_until_all_is_taken()
    {
        var lanes = Lanes(6, 10);
        var waiting = new List<Task<ReadingsAnswer>>();
        for (var i = 0; i < 3; i++)
            waiting.Add(lanes.ReportAsync(Level, Gate, Some($"{i}"), default));
        await UnavailableAsync(lanes.ReportAsync(Level, Gate, Some("more"), default));
        var other = new LevelKey("site", "lower");
        waiting.Add(lanes.ReportAsync(other, Gate, Some("x", "y"), default));
        await UnavailableAsync(lanes.ReportAsync(new LevelKey("site", "roof"), Gate, Some("z"), default));
        Assert.Equal(5, lanes.Readings);

        for (var i = 0; i < 3; i++)
            await AnswerAsync();
        await Task.WhenAll(waiting);
        await Eventually.HoldsAsync(() => lanes.Readings == 0, "nothing is held");
    }

    [Fact]
    [Trait("Hole", "1")]
    public async Task Senders_take_turns_and_a_flooding_sender_gets_half_of_the_room()
    {
        var lanes = Lanes(8_000, 100_000);
        var full = Enumerable.Range(0, 1_000).Select(i => $"{i}").ToArray();
        var flood = Enumerable.Range(0, 4).Select(_ => lanes.ReportAsync(Level, Flood, Some(full), default)).ToList();
        await UnavailableAsync(lanes.ReportAsync(Level, Flood, Some("more"), default));
        var first = lanes.ReportAsync(Level, Gate, Some("a"), default);
        var second = lanes.ReportAsync(Level, Gate, Some("b"), default);
        await AnswerAsync();
        await AnswerAsync();
        await AnswerAsync();
        await Task.WhenAll(first, second);
        Assert.False(flood[^1].IsCompleted);
        await AnswerAsync();
        await AnswerAsync();
        await Task.WhenAll(flood);
        Assert.Equal([1_000, 1_000, 2, 1_000, 1_000], _calls.Select(call => call.Length));
        await Eventually.HoldsAsync(() => lanes.Readings == 0, "nothing is held");
    }

    [Fact]
    public async Task What_has_waited_too_long_is_unavailable_and_not_reported()
    {
        var lanes = Lanes(100, 100);
        var first = lanes.ReportAsync(Level, Gate, Some("a"), default);
        var second = lanes.ReportAsync(Level, Gate, Some("b"), default);
        _timeProvider.Advance(TimeSpan.FromSeconds(11));
        var third = lanes.ReportAsync(Level, Gate, Some("c"), default);
        await AnswerAsync();
        await AnswerAsync();
        await Task.WhenAll(first, third);
        await UnavailableAsync(second);
        Assert.Equal([["a"], ["c"]], _calls);
    }

    [Fact]
    public async Task A_call_that_fails_is_told_to_its_callers_and_the_next_one_is_made()
    {
        var lanes = Lanes(100, 100);
        var first = lanes.ReportAsync(Level, Gate, Some("a"), default);
        var second = lanes.ReportAsync(Level, Gate, Some("b"), default);
        _hanging.Dequeue().SetException(new TimeoutException("It hangs."));
        await Assert.ThrowsAsync<TimeoutException>(() => first);
        await AnswerAsync();
        Assert.Equal(["b"], Ids(await second));
        await Eventually.HoldsAsync(() => lanes.Readings == 0, "nothing is held");
    }

    [Fact]
    [Trait("Hole", "5")]
    public async Task Readings_that_make_a_level_throw_do_not_fail_the_other_readings_of_the_batch()
    {
        var lanes = Lanes(100, 100);
        var first = lanes.ReportAsync(Level, Gate, Some("a"), default);
        var poisoned = lanes.ReportAsync(Level, Gate, Some("poison"), default);
        var good = lanes.ReportAsync(Level, Gate, Some("b"), default);
        await AnswerAsync();
        await first;
        await EndAsync(call => call.SetException(new InvalidOperationException("Nobody foresaw it.")));
        await EndAsync(call => call.SetException(new InvalidOperationException("Nobody foresaw it.")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => poisoned);
        await AnswerAsync();
        Assert.Equal(["b"], Ids(await good));
        Assert.Equal([["a"], ["poison", "b"], ["poison"], ["b"]], _calls);
        await Eventually.HoldsAsync(() => lanes.Readings == 0, "nothing is held");
    }

    private static Reading[] Some(params string[] ids) =>
        [.. ids.Select(id => new Reading(id, "gate", DateTimeOffset.UnixEpoch, ReadingKind.Entry, 1))];

    private static string[] Ids(ReadingsAnswer answer) => [.. answer.Results.Select(result => result.Id!)];

    private static async Task UnavailableAsync(Task<ReadingsAnswer> report)
    {
        var fault = (await Assert.ThrowsAsync<ApiException>(() => Eventually.WithinAsync(report))).Error;
        Assert.Equal((503, "unavailable"), (fault.Status, fault.Code));
        Assert.NotNull(fault.RetryAfter);
    }

    private ReadingBatcher Lanes(int perLevel, int inAll) => new(HangAsync, _timeProvider, new ReadingQueueLimits(perLevel, inAll, TimeSpan.FromSeconds(10)));

    /// <summary>A level that answers on command.</summary>
    private async Task<ReadingsAnswer> HangAsync(LevelKey level, IReadOnlyList<Reading> readings)
    {
        var hanging = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_hanging)
        {
            _calls.Add([.. readings.Select(reading => reading.Id!)]);
            _hanging.Enqueue(hanging);
        }

        await hanging.Task;
        return new ReadingsAnswer([.. readings.Select(reading => new ReadingResult(reading.Id, ReadingOutcome.Accepted))], null!);
    }

    private Task AnswerAsync() => EndAsync(call => call.SetResult());

    private async Task EndAsync(Action<TaskCompletionSource> end)
    {
        TaskCompletionSource? hanging = null;
        await Eventually.HoldsAsync(
            () =>
            {
                lock (_hanging)
                    return hanging is not null || _hanging.TryDequeue(out hanging);
            },
            "a call is under way");
        end(hanging!);
    }
}
