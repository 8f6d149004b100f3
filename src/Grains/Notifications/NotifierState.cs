using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Notifications;

namespace LiveParking.Grains.Notifications;

/// <summary>The stored rules and webhooks, and what was sent.</summary>
internal sealed record NotifierState
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    public ImmutableSortedDictionary<string, NotificationRule> Rules { get; init; } = ImmutableSortedDictionary.Create<string, NotificationRule>(StringComparer.Ordinal);

    /// <summary>With their secrets.</summary>
    public ImmutableSortedDictionary<string, Webhook> Webhooks { get; init; } = ImmutableSortedDictionary.Create<string, Webhook>(StringComparer.Ordinal);

    /// <summary>The notifications that were sent, oldest first.</summary>
    public ImmutableList<ToldAlarm> Told { get; init; } = [];

    /// <summary>The keys of receivers for which something may wait.</summary>
    public ImmutableSortedSet<string> Receivers { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
}

/// <summary>A notification that was sent.</summary>
/// <param name="RuleId">By which rule.</param>
/// <param name="AlarmId">The alarm.</param>
/// <param name="Topic">Its kind and place: others of the same topic wait for the cool-down.</param>
/// <param name="EventId">The event.</param>
/// <param name="At">When.</param>
/// <param name="IsOver">Whether the alarm is over: only the cool-down needs this still.</param>
internal sealed record ToldAlarm(string RuleId, string AlarmId, string Topic, string EventId, DateTimeOffset At, bool IsOver = false);
