using System.Net.Mail;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Notifications;
using LiveParking.Grains.Levels;
using LiveParking.OpeningHours;

namespace LiveParking.Grains.Notifications;

/// <summary>Which receivers are notified of an event. Pure functions.</summary>
internal static class NotificationRules
{
    /// <summary>Maximum rules, and maximum webhooks.</summary>
    public const int MaxCount = 200;

    /// <summary>Maximum remembered notifications.</summary>
    private const int MaxTold = 2_000;

    /// <exception cref="InvalidRequestException">A rule is broken; the message names each field.</exception>
    public static void Require(NotificationRule rule)
    {
        List<(string Field, string Fault)> faults = [];
        if (!Slug.IsValid(rule.Id))
            faults.Add(("id", "a slug is needed, such as night-shift."));
        if (rule.Receiver == NotificationReceiver.Email && !(rule.Target is { Length: <= 254 } && MailAddress.TryCreate(rule.Target, out var mail) && mail.Address == rule.Target))
            faults.Add(("target", "an e-mail address is needed."));
        if (rule.Receiver == NotificationReceiver.Webhook && !Slug.IsValid(rule.Target))
            faults.Add(("target", "the id of a webhook is needed."));
        if (rule.Groups is { } groups && (groups.Count > NotificationRule.MaxGroups || groups.Any(group => !Slug.IsValid(group))))
            faults.Add(("groups", $"at most {NotificationRule.MaxGroups} slugs are allowed."));
        if (rule.Hours is { } hours && LevelHours.Fault(hours) is { } fault)
            faults.Add(("hours", fault));
        if (rule.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            faults.Add(("timeZone", "the IANA name of a time zone is needed, such as Asia/Jakarta."));
        if (rule.CoolDownSeconds is < 0 or > NotificationRule.MaxCoolDownSeconds)
            faults.Add(("coolDownSeconds", $"0 to {NotificationRule.MaxCoolDownSeconds:N0} is needed."));
        Throw(faults);
    }

    /// <exception cref="InvalidRequestException">A rule is broken; the message names each field.</exception>
    public static void Require(Webhook webhook, bool isNew)
    {
        List<(string Field, string Fault)> faults = [];
        if (!Slug.IsValid(webhook.Id))
            faults.Add(("id", "a slug is needed, such as ticket-system."));
        if (!(webhook.Url is { Length: <= Webhook.MaxUrlLength } && Uri.TryCreate(webhook.Url, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.UserInfo.Length == 0))
            faults.Add(("url", $"an https or http address of at most {Webhook.MaxUrlLength} characters, without user and password, is needed."));
        if (webhook.Secret is null ? isNew : webhook.Secret.Length is < Webhook.MinSecretLength or > Webhook.MaxSecretLength)
            faults.Add(("secret", $"{Webhook.MinSecretLength} to {Webhook.MaxSecretLength} characters are needed."));
        Throw(faults);
    }

    /// <summary>The rules that an event matches, and the state in which that is remembered.</summary>
    /// <param name="state">The rules, and what was sent.</param>
    /// <param name="alarmEvent">The event of an alarm.</param>
    /// <param name="groups">The groups of its location.</param>
    /// <param name="now">Our clock.</param>
    public static (NotifierState Next, IReadOnlyList<NotificationRule> Rules) Tell(NotifierState state, AlarmEvent alarmEvent, IReadOnlyList<string> groups, DateTimeOffset now)
    {
        if (alarmEvent.Alarm is not { } alarm)
            return (state, []);
        var topic = $"{alarm.Kind}/{alarm.LocationId}";
        List<NotificationRule> told = [];
        var next = state;
        foreach (var rule in state.Rules.Values)
        {
            var before = state.Told.FindLast(known => known.RuleId == rule.Id && known.AlarmId == alarm.Id);
            if (alarmEvent.Kind == AlarmEventKind.Cleared)
            {
                // Whoever was notified of the beginning is notified of the end, at any hour.
                if (before is null)
                    continue;
                told.Add(rule);
                if (!before.IsOver)
                    next = next with { Told = next.Told.Replace(before, before with { IsOver = true }) };
                continue;
            }

            var isRepetition = before?.EventId == alarmEvent.Id;
            if (!isRepetition && (!Concerns(rule, alarm, groups) || !IsWithinHours(rule, now) || IsCoolingDown(state, rule, topic, now)))
                continue;
            told.Add(rule);
            if (!isRepetition)
                next = next with { Told = next.Told.Add(new ToldAlarm(rule.Id, alarm.Id, topic, alarmEvent.Id, now)) };
        }

        if (next.Told.Count > MaxTold)
        {
            // Those of alarms that are over go first: the others are needed when their alarm ends.
            var over = next.Told.Where(known => known.IsOver).Concat(next.Told.Where(known => !known.IsOver)).Take(next.Told.Count - MaxTold).ToHashSet();
            next = next with { Told = next.Told.RemoveAll(over.Contains) };
        }

        var receivers = next.Receivers.Union(told.Select(rule => ReceiverKey.Of(rule).ToString()));
        if (!ReferenceEquals(receivers, next.Receivers) && receivers.Count != next.Receivers.Count)
            next = next with { Receivers = receivers };
        return (next, told);
    }

    private static bool Concerns(NotificationRule rule, Interfaces.Alarms.Alarm alarm, IReadOnlyList<string> groups) =>
        alarm.Rank <= rule.Rank && (rule.Groups is not { Count: > 0 } wanted || wanted.Intersect(groups, StringComparer.Ordinal).Any());

    private static bool IsWithinHours(NotificationRule rule, DateTimeOffset now) =>
        rule.Hours is null || !OpeningSchedule.TryParse(rule.Hours, out var hours, out _)
        || hours.IsOpenAt(now, rule.TimeZone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc);

    private static bool IsCoolingDown(NotifierState state, NotificationRule rule, string topic, DateTimeOffset now) =>
        rule.CoolDownSeconds > 0
        && state.Told.Exists(known => known.RuleId == rule.Id && known.Topic == topic && now - known.At < TimeSpan.FromSeconds(rule.CoolDownSeconds));

    private static void Throw(List<(string Field, string Fault)> faults)
    {
        if (faults.Count > 0)
            throw new InvalidRequestException(string.Join(' ', faults.Select(fault => $"{fault.Field}: {fault.Fault}")), faults[0].Field);
    }
}
