namespace LiveParking.ClusterTests.LiveStreams;

public sealed class LostSiloTests : IAsyncLifetime
{
    private readonly LiveStreamsFixture _fixture = new();

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public Task Silo_killed_subscribers_of_its_grains_converge_on_the_next_activation_by_themselves() =>
        ConvergeAfterAsync(() => _fixture.Cluster.KillSiloAsync(_fixture.Cluster.SecondarySilos[0]));

    [Fact]
    public Task Silo_stopped_subscribers_of_its_grains_converge_on_the_next_activation_by_themselves() =>
        ConvergeAfterAsync(() => _fixture.Cluster.StopSiloAsync(_fixture.Cluster.SecondarySilos[0]));

    private async Task ConvergeAfterAsync(Func<Task> loss)
    {
        var keys = Enumerable.Range(0, 12).Select(number => $"ticker-{number}").ToList();
        var collectors = new Dictionary<string, Collector<Tick>>();
        foreach (var key in keys)
        {
            collectors[key] = new Collector<Tick>();
            await _fixture.Stream(key).SubscribeAsync(collectors[key]);
            await _fixture.Ticker(key).PublishAsync(new Tick(1));
            await collectors[key].WaitForAsync(tick => tick.Number == 1);
        }

        await loss();

        foreach (var key in keys)
        {
            await Eventually.HoldsAsync(() => TryPublishAsync(key, 2), $"{key} can be reached again");
            await collectors[key].WaitForAsync(tick => tick.Number == 2);
        }
    }

    private async Task<bool> TryPublishAsync(string key, int number)
    {
        try
        {
            await _fixture.Ticker(key).PublishAsync(new Tick(number));
            return true;
        }
        catch (Exception error) when (error is OrleansException or TimeoutException)
        {
            return false;
        }
    }
}
