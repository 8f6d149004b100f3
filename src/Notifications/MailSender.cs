using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Notifications;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace LiveParking.Notifications;

/// <summary>Sends events as e-mails, each over a connection of its own. Thread-safe.</summary>
/// <param name="options">The mail server.</param>
public sealed class MailSender(IOptions<NotificationOptions> options)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly NotificationOptions _options = options.Value;

    /// <summary>Sends an event once.</summary>
    /// <returns>Null when the mail server took it; otherwise why not, for people.</returns>
    public async Task<string?> SendAsync(string address, AlarmEvent alarmEvent)
    {
        ArgumentNullException.ThrowIfNull(alarmEvent);
        if (_options.SmtpHost.Length == 0)
            return "There is no mail server: set Notifications:SmtpHost.";
        using var timeout = new CancellationTokenSource(Timeout);
        using var client = new SmtpClient { Timeout = (int)Timeout.TotalMilliseconds };
        try
        {
            await client.ConnectAsync(_options.SmtpHost, _options.SmtpPort, Security, timeout.Token).ConfigureAwait(false);
            if (_options.SmtpUser.Length > 0)
            {
                var password = (await File.ReadAllTextAsync(_options.SmtpPasswordFile, timeout.Token).ConfigureAwait(false)).TrimEnd('\r', '\n');
                await client.AuthenticateAsync(_options.SmtpUser, password, timeout.Token).ConfigureAwait(false);
            }

            using var message = MessageOf(address, alarmEvent);
            await client.SendAsync(message, timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return $"The mail server did not answer within {Timeout.TotalSeconds:0} s.";
        }
        catch (Exception exception)
        {
            // Whatever the fault is, the mail is tried again, and the deliveries show the reason.
            return $"The mail server did not take it: {exception.Message}";
        }

        // The server has it. An end that goes wrong does not change that.
        await client.DisconnectAsync(quit: true, timeout.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return null;
    }

    /// <summary>The mail of an event. Its id is that of the event, so that a receiver can recognise a repetition.</summary>
    internal MimeMessage MessageOf(string address, AlarmEvent alarmEvent)
    {
        var message = new MimeMessage
        {
            Subject = SubjectOf(alarmEvent),
            Date = alarmEvent.At,
            MessageId = $"{alarmEvent.Id.Replace('~', '.')}@live-parking",
            Body = new TextPart("plain") { Text = TextOf(alarmEvent) },
        };
        message.From.Add(MailboxAddress.Parse(_options.MailFrom));
        message.To.Add(MailboxAddress.Parse(address));
        message.Headers.Add(WebhookSender.IdHeader, alarmEvent.Id);
        // Out-of-office replies to a machine help nobody (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private SecureSocketOptions Security => _options.SmtpSecurity switch
    {
        "tls" => SecureSocketOptions.SslOnConnect,
        "none" => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    private static string SubjectOf(AlarmEvent alarmEvent) => alarmEvent.Alarm is not { } alarm
        ? "Live Parking: test"
        : $"{(alarmEvent.Kind == AlarmEventKind.Cleared ? "Over" : RankWord(alarm.Rank))}: {alarm.LocationId ?? "whole system"}: {Shorten(alarm.Cause)}";

    private string TextOf(AlarmEvent alarmEvent)
    {
        if (alarmEvent.Alarm is not { } alarm)
            return "This is a test. Somebody tries whether mails of Live Parking arrive.\n";
        var link = _options.PublicUrl.Length == 0 ? "" : $"\n{_options.PublicUrl.TrimEnd('/')}/operator#/{(alarm.LocationId is { } id ? $"site/{id}" : "alarms")}\n";
        return $"""
            {alarm.Cause}

            Place:  {alarm.LocationId ?? "the system as a whole"}{(alarm.LevelId is { } level ? $", level {level}" : "")}
            Rank:   {RankWord(alarm.Rank)}
            Since:  {alarm.Since:yyyy-MM-dd HH:mm:ss} UTC
            State:  {(alarmEvent.Kind == AlarmEventKind.Cleared ? $"over since {alarmEvent.At:yyyy-MM-dd HH:mm:ss} UTC" : "active")}
            {link}
            """.ReplaceLineEndings("\n");
    }

    private static string RankWord(AlarmRank rank) => rank.ToString();

    private static string Shorten(string text) => text.Length <= 100 ? text : text[..99] + "…";
}
