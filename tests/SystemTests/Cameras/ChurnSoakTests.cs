using LiveParking.SystemTests.Hubs;
using Xunit.Abstractions;

namespace LiveParking.SystemTests.Cameras;

/// <summary>A thousand viewers come and go for 5 minutes. Nothing is left of them, and the memory is that of before.</summary>
[Collection(OneSiteSuite.Name)]
[Trait("Category", "Soak")]
public sealed class ChurnSoakTests(OneSite site, ITestOutputHelper log)
{
    [Fact]
    public Task A_thousand_viewers_that_come_and_go_for_5_minutes_leave_nothing_behind() =>
        new ChurnRun(site, log).RunAsync(viewers: 1000, TimeSpan.FromMinutes(5), isMemoryJudged: true);
}
