using LiveParking.SystemTests.Hubs;
using Xunit.Abstractions;

namespace LiveParking.SystemTests.Cameras;

/// <summary>The short form of <see cref="ChurnSoakTests"/>.</summary>
[Collection(OneSiteSuite.Name)]
public sealed class ChurnTests(OneSite site, ITestOutputHelper log)
{
    [Fact]
    public Task Viewers_that_come_and_go_leave_nothing_behind() =>
        new ChurnRun(site, log).RunAsync(viewers: 80, TimeSpan.FromSeconds(10), isMemoryJudged: false);
}
