using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Parking;

namespace LiveParking.GatewayTests.Parking;

public sealed class SingleFlightTests
{
    private readonly List<TaskCompletionSource<int>> _asked = [];
    private readonly SingleFlight<int> _question;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SingleFlightTests() => _question = new SingleFlight<int>(() =>
    {
        var asking = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_asked)
            _asked.Add(asking);
        _more.SetResult();
        return asking.Task;
    });

    [Fact]
    public async Task Who_comes_while_it_is_asked_shares_the_next_asking()
    {
        var first = _question.AskAsync();
        await AskedAsync();
        var later = Enumerable.Range(0, 50).Select(_ => _question.AskAsync()).ToList();
        Assert.Single(_asked);

        _asked[0].SetResult(1);
        await AskedAsync();
        _asked[1].SetResult(2);

        Assert.Equal(1, await first);
        Assert.All(await Task.WhenAll(later), answer => Assert.Equal(2, answer));
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task Who_comes_after_an_answer_asks_anew_also_after_a_failure()
    {
        var first = _question.AskAsync();
        await AskedAsync();
        var second = _question.AskAsync();
        _asked[0].SetException(new InvalidOperationException("It is away."));
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await AskedAsync();
        _asked[1].SetResult(2);
        Assert.Equal(2, await second);

        var third = _question.AskAsync();
        await AskedAsync();
        _asked[2].SetResult(3);
        Assert.Equal(3, await third);
    }

    [Fact]
    public async Task It_is_asked_without_what_belongs_to_a_caller()
    {
        var request = new AsyncLocal<string?> { Value = "of the first" };
        var question = new SingleFlight<string?>(async () =>
        {
            await Task.Yield();
            return request.Value;
        });
        Assert.All(await Task.WhenAll(question.AskAsync(), question.AskAsync()), Assert.Null);
    }

    [Fact]
    public async Task An_answer_is_not_kept()
    {
        var question = new SingleFlight<object>(() => Task.FromResult(new object()));
        var answer = await AskAsync();
        await Eventually.HoldsAsync(
            () =>
            {
                GC.Collect();
                return !answer.IsAlive;
            },
            "nothing holds it");
        GC.KeepAlive(question);

        async Task<WeakReference> AskAsync() => new(await question.AskAsync());
    }

    /// <summary>Waits until it is asked once more.</summary>
    private async Task AskedAsync()
    {
        await Eventually.WithinAsync(_more.Task);
        _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
