
namespace LiveParking.BenchTests.Occupancy;

/// <summary>That the benchmark runs and says what it is asked; not what comes out.</summary>
[Collection(nameof(BenchRun))]
public sealed class OccupancyBenchTests
{
    [Fact]
    public async Task Occupancy_ours_beside_stock_prints_both()
    {
        var (code, output, errors) = await BenchRun.RunAsync(
            "occupancy", "--phones", "20", "--rate", "10", "--warmup", "0", "--seconds", "2", "--server", "ours", "--server", "stock");

        Assert.True(code == 0, output + errors);
        foreach (var start in new[] { "ours ", "stock SignalR " })
            Assert.Contains(output.Split('\n'), line => line.StartsWith(start, StringComparison.Ordinal));
    }
}
