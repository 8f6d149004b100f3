using System.Diagnostics;
using LiveParking.Cameras.Capture.Sources;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveParking.UnitTests.Cameras.Capture;

public sealed class CpuGovernorTests
{
    /// <summary>An exception in its timer would end the silo. Each child ends during a check.</summary>
    [Fact]
    public void Children_that_end_at_any_moment_do_no_harm()
    {
        var log = NullLogger.Instance;
        for (var i = 0; i < 200; i++)
        {
            using var child = Process.Start(new ProcessStartInfo("true"))!;
            using var governor = new CpuGovernor(child, 1, canPause: true, TimeProvider.System, log);
            while (!child.HasExited)
                governor.Check();
            governor.Check();
            Assert.Null(governor.Fault);
        }
    }

    /// <summary>An object without a process throws at every call, as one whose process is gone.</summary>
    [Fact]
    public void A_child_that_can_not_be_measured_does_no_harm()
    {
        using var none = new Process();
        using var governor = new CpuGovernor(none, 1, canPause: true, TimeProvider.System, NullLogger.Instance);
        governor.Check();
        Assert.Null(governor.Fault);
    }
}
