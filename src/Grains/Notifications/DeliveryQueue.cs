using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Notifications;

namespace LiveParking.Grains.Notifications;

/// <summary>The stored events of a receiver. Pure functions from one queue to the next.</summary>
internal sealed record DeliveryQueue
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Maximum events that wait; the oldest one is given up for another.</summary>
    public const int MaxWaiting = 1_000;

    /// <summary>Maximum events that were delivered or given up and are still listed.</summary>
    public const int MaxDone = 100;

    /// <summary>An event is tried for so long.</summary>
    public static readonly TimeSpan TriedFor = TimeSpan.FromHours(24);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(10);

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>Oldest first.</summary>
    public ImmutableList<WaitingEvent> Waiting { get; init; } = [];

    /// <summary>Oldest first.</summary>
    public ImmutableList<Delivery> Done { get; init; } = [];

    /// <summary>Adds an event, unless it is there.</summary>
    public DeliveryQueue Add(AlarmEvent alarmEvent, DateTimeOffset now)
    {
        if (Waiting.Exists(waiting => waiting.Event.Id == alarmEvent.Id) || Done.Exists(done => done.Id == alarmEvent.Id))
            return this;
        var next = this with { Schema = CurrentSchema, Waiting = Waiting.Add(new WaitingEvent(alarmEvent, now, now)) };
        return next.Waiting.Count > MaxWaiting ? next.End(next.Waiting[0], DeliveryState.GivenUp, $"More than {MaxWaiting:N0} events wait.", now) : next;
    }

    /// <summary>An attempt has ended.</summary>
    /// <param name="eventId">The event; one that is no longer there changes nothing.</param>
    /// <param name="fault">Why it was not taken; null when it was.</param>
    /// <param name="random">0 to 1: receivers that come back are not asked by all at the same moment.</param>
    /// <param name="now">Our clock.</param>
    public DeliveryQueue Tried(string eventId, string? fault, double random, DateTimeOffset now)
    {
        if (Waiting.Find(waiting => waiting.Event.Id == eventId) is not { } tried)
            return this;
        var next = tried with { Attempts = tried.Attempts + 1, LastAt = now, Reason = fault };
        if (fault is null)
            return End(next, DeliveryState.Delivered, null, now);
        var pause = FirstPause * Math.Pow(2, Math.Min(tried.Attempts, 10));
        next = next with { NextAt = now + ((pause < MaxPause ? pause : MaxPause) * (0.75 + (0.5 * random))) };
        return next.NextAt >= next.Since + TriedFor
            ? End(next, DeliveryState.GivenUp, fault, now)
            : this with { Waiting = Waiting.SetItem(Waiting.IndexOf(tried), next) };
    }

    /// <summary>Gives up what waits.</summary>
    public DeliveryQueue GiveUp(string reason, DateTimeOffset now) =>
        Waiting.Aggregate(this, (queue, waiting) => queue.End(waiting, DeliveryState.GivenUp, reason, now));

    /// <summary>All of it, newest first.</summary>
    public IReadOnlyList<Delivery> List() => [.. Done.Concat(Waiting.Select(waiting => waiting.Of(DeliveryState.Waiting, waiting.Reason))).OrderByDescending(delivery => delivery.At)];

    private DeliveryQueue End(WaitingEvent ended, DeliveryState state, string? reason, DateTimeOffset now)
    {
        var done = Done.Add((ended with { LastAt = ended.LastAt ?? now }).Of(state, reason));
        return this with
        {
            Waiting = Waiting.RemoveAll(waiting => waiting.Event.Id == ended.Event.Id),
            Done = done.Count > MaxDone ? done.RemoveRange(0, done.Count - MaxDone) : done,
        };
    }
}

/// <summary>An event that waits for its next attempt.</summary>
/// <param name="Event">The event.</param>
/// <param name="Since">When it came.</param>
/// <param name="NextAt">When it is tried next.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="LastAt">When it was tried last.</param>
/// <param name="Reason">Why that failed.</param>
internal sealed record WaitingEvent(AlarmEvent Event, DateTimeOffset Since, DateTimeOffset NextAt, int Attempts = 0, DateTimeOffset? LastAt = null, string? Reason = null)
{
    public Delivery Of(DeliveryState state, string? reason) =>
        new(Event.Id, Event.Kind, Event.Alarm?.Id, Event.At, state, Attempts, LastAt, state == DeliveryState.Waiting ? NextAt : null, reason);
}
