using LiveParking.Grains.Interfaces.Quarantine;
using LiveParking.Grains.Quarantine;

namespace LiveParking.UnitTests.Quarantine;

/// <summary>The quarantine is bounded, and holds a message only once.</summary>
public sealed class QuarantineRulesTests
{
    private static readonly QuarantineLimits Limits = new(3, 100);

    [Fact]
    public void The_oldest_messages_are_dropped_when_there_are_too_many()
    {
        var state = new QuarantineState();
        List<string> dropped = [];
        for (var i = 0; i < 5; i++)
            state = Add(state, $"{i}", size: 1, dropped);
        Assert.Equal(["2", "3", "4"], state.Entries.Select(entry => entry.Entry.Id));
        Assert.Equal(["0", "1"], dropped);
        Assert.Equal(2, state.Dropped);
    }

    [Fact]
    public void The_oldest_messages_are_dropped_above_the_byte_limit_but_the_newest_always_stays()
    {
        List<string> dropped = [];
        var state = Add(Add(new QuarantineState(), "a", 60, dropped), "b", 40, dropped);
        Assert.Empty(dropped);
        state = Add(state, "c", 10, dropped);
        Assert.Equal(["a"], dropped);
        state = Add(state, "large", 1000, dropped);
        Assert.Equal(["large"], state.Entries.Select(entry => entry.Entry.Id));
    }

    [Fact]
    public void A_dropped_slot_waits_to_be_cleared_and_is_then_reused()
    {
        List<string> dropped = [];
        var state = new QuarantineState();
        for (var i = 0; i < 4; i++)
            state = Add(state, $"{i}", size: 1, dropped);
        Assert.Equal([1, 2, 3], state.Entries.Select(entry => entry.Slot));
        Assert.Equal([0], state.ToClear);
        Assert.Equal([0, 4], QuarantineRules.FreeSlots(state, 2));
        state = Add(state, "4", size: 1, dropped);
        Assert.Equal([2, 3, 0], state.Entries.Select(entry => entry.Slot));
        Assert.Equal([1], state.ToClear);
    }

    [Fact]
    public void Id_depends_on_topic_and_payload()
    {
        Assert.Equal(QuarantineRules.IdOf("a", "b"u8), QuarantineRules.IdOf("a", "b"u8));
        Assert.NotEqual(QuarantineRules.IdOf("a", "b"u8), QuarantineRules.IdOf("a", "c"u8));
        Assert.NotEqual(QuarantineRules.IdOf("ab", "c"u8), QuarantineRules.IdOf("a", "bc"u8));
        Assert.Matches(Grains.Interfaces.Slug.Pattern, QuarantineRules.IdOf("a", "b"u8));
    }

    private static QuarantineState Add(QuarantineState state, string id, int size, List<string> dropped)
    {
        var entry = new QuarantineEntry(id, DateTimeOffset.UnixEpoch, "mqtt", "topic", null, null, "reason", 1, size);
        var (next, removed) = QuarantineRules.Add(state, new StoredEntry(entry, QuarantineRules.FreeSlots(state, 1)[0]), Limits);
        dropped.AddRange(removed.Select(message => message.Id));
        return next;
    }
}
