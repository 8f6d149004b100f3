using LiveParking.Grains.Interfaces.Notifications;
using LiveParking.Grains.Notifications;

namespace LiveParking.UnitTests.Notifications;

public sealed class DeliveryQueueTests
{
    private static readonly DateTimeOffset Start = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_event_is_taken_once_also_after_it_was_delivered()
    {
        var queue = new DeliveryQueue().Add(Event("a"), Start).Add(Event("a"), Start);
        Assert.Single(queue.Waiting);

        queue = queue.Tried("a", null, 0.5, Start).Add(Event("a"), Start);

        Assert.Empty(queue.Waiting);
        Assert.Equal((DeliveryState.Delivered, 1), (queue.List().Single().State, queue.List().Single().Attempts));
    }

    [Fact]
    public void It_is_tried_again_with_growing_pauses_for_24_hours()
    {
        var queue = new DeliveryQueue().Add(Event("a"), Start);
        var (now, attempts) = (Start, 0);
        List<double> pauses = [];
        while (queue.Waiting is [var waiting])
        {
            pauses.Add((waiting.NextAt - now).TotalSeconds);
            now = waiting.NextAt;
            queue = queue.Tried("a", "It answered 500.", 0.5, now);
            attempts++;
        }

        Assert.Equal([0, 5, 10, 20, 40, 80, 160, 320, 600, 600], pauses.Take(10));
        Assert.InRange(now - Start, TimeSpan.FromHours(23.5), DeliveryQueue.TriedFor);
        var given = Assert.Single(queue.List());
        Assert.Equal((DeliveryState.GivenUp, "It answered 500.", attempts), (given.State, given.Reason, given.Attempts));
    }

    [Fact]
    public void Pauses_vary_by_a_quarter()
    {
        var queue = new DeliveryQueue().Add(Event("a"), Start);
        Assert.Equal(Start.AddSeconds(3.75), queue.Tried("a", "no", 0, Start).Waiting[0].NextAt);
        Assert.Equal(Start.AddSeconds(6.25), queue.Tried("a", "no", 1, Start).Waiting[0].NextAt);
    }

    [Fact]
    public void One_event_that_is_never_taken_holds_up_no_other()
    {
        var queue = new DeliveryQueue().Add(Event("bad"), Start).Tried("bad", "It answered 500.", 0.5, Start).Add(Event("good"), Start);
        Assert.Equal("good", queue.Waiting.MinBy(waiting => waiting.NextAt)!.Event.Id);
    }

    [Fact]
    public void The_oldest_is_given_up_when_too_many_wait_and_few_of_the_done_are_listed()
    {
        var queue = new DeliveryQueue();
        for (var i = 0; i < DeliveryQueue.MaxWaiting + 150; i++)
            queue = queue.Add(Event($"{i}"), Start.AddSeconds(i));

        Assert.Equal(DeliveryQueue.MaxWaiting, queue.Waiting.Count);
        Assert.Equal(DeliveryQueue.MaxDone, queue.Done.Count);
        Assert.Equal((DeliveryState.GivenUp, "149"), (queue.Done[^1].State, queue.Done[^1].Id));
    }

    [Fact]
    public void What_waits_for_a_receiver_that_is_gone_is_given_up()
    {
        var queue = new DeliveryQueue().Add(Event("a"), Start).Add(Event("b"), Start).GiveUp("The webhook was removed.", Start);
        Assert.Empty(queue.Waiting);
        Assert.All(queue.List(), delivery => Assert.Equal((DeliveryState.GivenUp, "The webhook was removed."), (delivery.State, delivery.Reason)));
    }

    private static AlarmEvent Event(string id) => new(id, AlarmEventKind.Test, Start, null);
}
