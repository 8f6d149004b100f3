using Xunit.Abstractions;

namespace LiveParking.SystemTests.Abuse;

/// <summary>The short form of <see cref="AbuseSoakTests"/>, with the caller that has no token: delays and memory are logged, not asserted.</summary>
[Collection(AbuseSuite.Name)]
public sealed class AbuseTests(ITestOutputHelper log)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2), Abuse = TimeSpan.FromSeconds(6), After = TimeSpan.FromSeconds(1);

    [Fact]
    public Task While_one_caller_does_its_worst_all_readings_of_others_are_accepted_and_nobody_else_is_refused() =>
        new AbuseRun(log).RunAsync("nobody", Quiet, Abuse, After);
}
