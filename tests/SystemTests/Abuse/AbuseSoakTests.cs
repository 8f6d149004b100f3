using System.Globalization;
using Xunit.Abstractions;

namespace LiveParking.SystemTests.Abuse;

/// <summary>
/// While one caller does its worst for a minute, all readings of others are accepted, the p95 delay of other callers stays under five times its quiet
/// value (at least 20 ms), and a minute later the memory is within 50 MB of before. Quiet and abuse are measured in the same run.
/// </summary>
[Collection(AbuseSuite.Name)]
[Trait("Category", "Soak")]
public sealed class AbuseSoakTests(ITestOutputHelper log)
{
    private const double MaxGrowth = 50;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10), Minute = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("sensor")]
    [InlineData("viewer")]
    [InlineData("nobody")]
    public async Task One_callers_worst_refuses_delays_and_costs_nobody_else_anything(string who)
    {
        var run = new AbuseRun(log);
        await run.RunAsync(who, Quiet, Minute, Minute);
        Assert.Empty(run.TooSlow);
        Assert.True(run.MemoryGrowthMb < MaxGrowth, string.Create(CultureInfo.InvariantCulture, $"The process grew by {run.MemoryGrowthMb:0} MB."));
    }
}
