using LiveParking.Cameras.Capture;
using LiveParking.Cameras.Capture.Sources;

namespace LiveParking.UnitTests.Cameras.Capture;

/// <summary>Ffmpeg gets a share of a core and no total.</summary>
public sealed class CpuBudgetTests
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void A_camera_within_its_share_goes_on_for_ever()
    {
        var budget = new CpuBudget(0.5);
        for (var day = TimeSpan.Zero; day < TimeSpan.FromDays(2); day += Period)
        {
            budget.Charge(Period * 0.5, Period);
            Assert.False(budget.MustPause || budget.IsExhausted);
        }
    }

    [Fact]
    public void One_that_takes_all_it_can_gets_its_share_and_is_ended()
    {
        var budget = new CpuBudget(0.25);
        var (used, elapsed) = (TimeSpan.Zero, TimeSpan.Zero);
        while (!budget.IsExhausted)
        {
            var taken = budget.MustPause ? TimeSpan.Zero : Period;
            budget.Charge(taken, Period);
            (used, elapsed) = (used + taken, elapsed + Period);
            Assert.InRange(used, TimeSpan.Zero, (elapsed * 0.25) + CpuBudget.Burst + Period);
        }

        Assert.InRange(elapsed, CpuBudget.MaxShortage, CpuBudget.MaxShortage + (4 * CpuBudget.Burst));
    }

    [Fact]
    public void A_burst_that_is_saved_again_costs_nothing()
    {
        var budget = new CpuBudget(0.5);
        for (var hour = 0; hour < 100; hour++)
        {
            for (var n = 0; n < 45; n++)
                budget.Charge(budget.MustPause ? TimeSpan.Zero : Period, Period);
            for (var n = 0; n < 45; n++)
                budget.Charge(TimeSpan.Zero, Period);
            Assert.False(budget.MustPause || budget.IsExhausted);
        }
    }

    /// <summary>Such as a camera of 4K. Its CPU time is read a moment before or after the clock.</summary>
    [Fact]
    public void The_default_share_never_holds_back_a_single_thread_that_is_busy_all_the_time()
    {
        var budget = new CpuBudget(new DecoderLimits().CpuShare);
        for (var n = 0; n < 100_000; n++)
        {
            budget.Charge(n % 2 == 0 ? Period * 1.2 : Period * 0.8, Period);
            Assert.False(budget.MustPause || budget.IsExhausted);
        }
    }

    [Fact]
    public void A_camera_just_below_its_share_survives_a_burst()
    {
        var budget = new CpuBudget(0.9);
        for (var n = 0; n < 300; n++)
        {
            budget.Charge(budget.MustPause ? TimeSpan.Zero : Period, Period);
            if (budget.MustPause)
                break;
        }

        for (var n = 0; n < 10_000; n++)
        {
            budget.Charge(budget.MustPause ? TimeSpan.Zero : Period * 0.88, Period);
            Assert.False(budget.IsExhausted);
        }
    }
}
