using LiveParking.Gateway.Hosting;

namespace LiveParking.GatewayTests.Hosting;

/// <summary>When memory is given back to the machine. An interval is 5 s.</summary>
public sealed class MemoryTrimRuleTests
{
    private const long Megabyte = 1024 * 1024;
    private readonly MemoryTrimRule _rule = new();

    public MemoryTrimRuleTests()
    {
        // The start of the process.
        Assert.False(IsDue(allocated: 900, resident: 200));
        Assert.False(IsDue(allocated: 900, resident: 250));
    }

    [Fact]
    public void After_a_flood_it_is_given_back_at_once_and_once_more_when_its_connections_are_closed()
    {
        Assert.Empty(DueIn(10, allocated: 400, resident: 400));
        Assert.Equal([0, 7], DueIn(20, allocated: 20, resident: 400, left: 380));
    }

    [Fact]
    public void Load_that_comes_and_goes_is_not_stopped_each_time()
    {
        var due = new List<int>();
        for (var interval = 0; interval < 24; interval++)
        {
            if (!IsDue(allocated: interval % 2 == 0 ? 400 : 20, resident: 400))
                continue;
            due.Add(interval);
            _rule.MarkTrimmed(300 * Megabyte);
        }

        Assert.Equal([1, 7, 13, 19], due);
    }

    [Fact]
    public void What_the_process_needs_less_in_between_counts_as_growth_again()
    {
        Assert.True(DueIn(1, allocated: 400, resident: 400).Count == 0 && IsDue(allocated: 20, resident: 400));
        _rule.MarkTrimmed(380 * Megabyte);
        Assert.Empty(DueIn(6, allocated: 20, resident: 250));
        Assert.Empty(DueIn(2, allocated: 400, resident: 260));
        Assert.True(IsDue(allocated: 20, resident: 280));
    }

    [Fact]
    public void A_flood_that_needed_nothing_more_than_before_stops_nobody()
    {
        Assert.Empty(DueIn(10, allocated: 400, resident: 255));
        Assert.Empty(DueIn(20, allocated: 20, resident: 255));
    }

    [Fact]
    public void Load_that_goes_on_is_not_stopped_however_much_memory_it_takes()
    {
        Assert.Empty(DueIn(2_000, allocated: 400, resident: 900));
    }

    [Fact]
    public void When_the_last_viewer_has_left_it_is_given_back()
    {
        Assert.False(IsDue(allocated: 20, resident: 270, isWatched: true));
        Assert.True(IsDue(allocated: 20, resident: 270, isWatched: false));
    }

    [Fact]
    public void What_grows_slowly_is_given_back_less_and_less_often()
    {
        Assert.Empty(DueIn(5, allocated: 20, resident: 290));
        Assert.Equal([0, 24, 72, 168], DueIn(300, allocated: 20, resident: 290, left: 250));
        Assert.Empty(DueIn(300, allocated: 20, resident: 280, left: 250));
    }

    private bool IsDue(long allocated, long resident, bool isWatched = false) => _rule.IsDue(allocated * Megabyte, resident * Megabyte, isWatched);

    /// <summary>The intervals, from 0 on, at the end of which it was due.</summary>
    private List<int> DueIn(int intervals, long allocated, long resident, long? left = null)
    {
        var due = new List<int>();
        for (var interval = 0; interval < intervals; interval++)
        {
            if (!IsDue(allocated, resident))
                continue;
            due.Add(interval);
            _rule.MarkTrimmed((left ?? resident) * Megabyte);
        }

        return due;
    }
}
