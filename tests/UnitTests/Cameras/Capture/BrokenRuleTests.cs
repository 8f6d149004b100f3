using LiveParking.Cameras.Capture.Changes;

namespace LiveParking.UnitTests.Cameras.Capture;

/// <summary>When pictures that can't be decoded make a camera offline.</summary>
public sealed class BrokenRuleTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private readonly BrokenRule _rule = new(TimeProvider.System, Limit);

    [Fact]
    public void One_broken_picture_is_nothing()
    {
        Try(0, true);
        Try(1, false);
        Assert.False(_rule.IsBroken);
        Try(2, true);
        Try(20, false);
        Assert.False(_rule.IsBroken);
    }

    [Fact]
    public void Two_broken_pictures_far_apart_are_nothing()
    {
        Try(0, false);
        Try(60, false);
        Assert.False(_rule.IsBroken);
    }

    [Fact]
    public void None_but_broken_ones_for_the_limit_are_broken()
    {
        for (var second = 0; second < 5; second++)
        {
            Try(second, false);
            Assert.False(_rule.IsBroken);
        }

        Try(5, false);
        Assert.True(_rule.IsBroken);
    }

    [Fact]
    public void One_good_picture_among_them_begins_the_time_anew()
    {
        for (var second = 0; second < 20; second++)
            Try(second, second % 4 == 0);
        Assert.False(_rule.IsBroken);
    }

    [Fact]
    public void One_good_picture_ends_it_and_one_broken_one_after_it_changes_nothing()
    {
        for (var second = 0; second < 6; second++)
            Try(second, false);
        Assert.True(_rule.IsBroken);
        Try(6, true);
        Assert.False(_rule.IsBroken);
        Try(7, false);
        Assert.False(_rule.IsBroken);
    }

    private void Try(double second, bool decoded) => _rule.AddAttempt(decoded, (long)(second * TimeProvider.System.TimestampFrequency));
}
