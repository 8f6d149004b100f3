using LiveParking.Gateway.Cameras;
using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.GatewayTests.Cameras;

public sealed class WatchRecordTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly WatchRecord _record = new(
        "mall", hasToken: false, new AuditEntry("1", Start, "camera.watch", new AuditAuthor("anonymous"), AuditOutcome.Begun, "mall", "gate"));

    [Fact]
    public void It_ends_when_the_client_had_the_last_picture_and_not_when_the_pause_is_over()
    {
        _record.Leave(Start.AddSeconds(10));
        Assert.False(_record.EndAfter(Pause, Start.AddSeconds(69)));
        Assert.True(_record.EndAfter(Pause, Start.AddSeconds(70)));
        Assert.Equal((Start.AddSeconds(10), AuditOutcome.Done), (_record.Entry.EndedAt!.Value, _record.Entry.Outcome));
    }

    [Fact]
    public void A_client_that_comes_back_in_time_goes_on_and_one_that_comes_later_begins_another()
    {
        _record.Leave(Start.AddSeconds(10));
        Assert.True(_record.TryEnter());
        Assert.False(_record.EndAfter(Pause, Start.AddHours(1)));
        _record.Leave(Start.AddHours(1));
        Assert.True(_record.EndAfter(Pause, Start.AddHours(2)));
        Assert.False(_record.TryEnter());
    }

    [Fact]
    public void Two_streams_at_the_same_time_are_one_watch_until_both_have_ended()
    {
        Assert.True(_record.TryEnter());
        _record.Leave(Start.AddSeconds(1));
        Assert.False(_record.EndAfter(Pause, Start.AddHours(1)));
        _record.Leave(Start.AddHours(1));
        Assert.True(_record.EndAfter(Pause, Start.AddHours(1) + Pause));
        Assert.Equal(Start.AddHours(1), _record.Entry.EndedAt);
    }

    [Fact]
    public void Its_end_is_to_be_sent_unless_it_was_sent_with_its_end()
    {
        _record.Sent(_record.Entry);
        Assert.False(_record.NeedsEnd);
        _record.End(Start.AddSeconds(5));
        Assert.True(_record.NeedsEnd);
        _record.Sent(_record.Entry);
        Assert.False(_record.NeedsEnd);
    }
}
