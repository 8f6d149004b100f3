using Xunit.Abstractions;

namespace LiveParking.SystemTests.Standalone;

/// <summary>Twelve kills in a row.</summary>
[Trait("Category", "Soak")]
public sealed class KillSoakTests(ITestOutputHelper log)
{
    [Fact]
    public Task No_acknowledged_reading_is_lost_or_counted_twice_when_the_process_is_killed_again_and_again() => KillRun.RunAsync(12, log);
}
