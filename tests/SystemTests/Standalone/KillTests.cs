using Xunit.Abstractions;

namespace LiveParking.SystemTests.Standalone;

/// <summary>The short form of <see cref="KillSoakTests"/>.</summary>
public sealed class KillTests(ITestOutputHelper log)
{
    [Fact]
    public Task No_acknowledged_reading_is_lost_or_counted_twice_when_the_process_is_killed() => KillRun.RunAsync(1, log);
}
