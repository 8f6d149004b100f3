using System.Net;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Notifications;
using LiveParking.Notifications;
using Microsoft.Extensions.Options;

namespace LiveParking.UnitTests.Notifications;

public sealed class SenderTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("2002:0a00:0001::1")]
    public void Addresses_that_only_this_machine_or_network_reaches_are_private(string address) => Assert.True(PrivateAddresses.Contain(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("192.169.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("64:ff9b::1.1.1.1")]
    public void Addresses_of_the_internet_are_not(string address) => Assert.False(PrivateAddresses.Contain(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://127.0.0.1:9/")]
    [InlineData("http://localhost:9/")]
    [InlineData("http://[::1]:9/")]
    [InlineData("http://0x7f000001:9/")]
    public async Task A_private_address_is_refused_unless_it_is_allowed(string url)
    {
        using var careful = new WebhookSender(Options.Create(new NotificationOptions()), TimeProvider.System);
        using var open = new WebhookSender(Options.Create(new NotificationOptions { AllowPrivateAddresses = true }), TimeProvider.System);
        var webhook = new Webhook("a", url, "0123456789abcdef");

        Assert.Contains("is a private address", await careful.SendAsync(webhook, Test()), StringComparison.Ordinal);
        Assert.Contains("could not be reached", await open.SendAsync(webhook, Test()), StringComparison.Ordinal);
    }

    /// <summary>The second test case of RFC 4231 has the text <c>what do ya want for nothing?</c>; this is its form with a timestamp, as computed by OpenSSL.</summary>
    [Fact]
    public void The_signature_is_the_HMAC_of_timestamp_and_body() =>
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData("Jefe"u8, "1796112000.{}"u8)), WebhookSender.Sign("Jefe", "1796112000", "{}"u8));

    [Fact]
    public void A_mail_says_what_where_and_since_when_and_its_id_is_that_of_the_event()
    {
        var options = new NotificationOptions { MailFrom = "Parking <parking@example.org>", PublicUrl = "https://parking.example/" };
        var alarm = new Alarm("mall~1f", "mall", "b1", null, null, null, AlarmKind.CountImpossible, AlarmRank.High, "5,000 cars are counted.", 1, Now, Now, AlarmState.Active, null, null, null, 7);

        using var mail = new MailSender(Options.Create(options)).MessageOf("desk@example.org", new AlarmEvent("mall~1f.7", AlarmEventKind.Raised, Now, alarm));

        Assert.Equal("High: mall: 5,000 cars are counted.", mail.Subject);
        Assert.Equal("mall.1f.7@live-parking", mail.MessageId);
        Assert.Contains("mall, level b1", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://parking.example/operator#/site/mall", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_are_refused_with_all_faults_at_once()
    {
        var result = new NotificationOptionsValidator().Validate(null, new NotificationOptions
        {
            SmtpHost = "mail", SmtpPort = 0, SmtpSecurity = "maybe", SmtpUser = "me", SmtpPasswordFile = "/missing", PublicUrl = "nowhere",
        });
        foreach (var name in new[] { "SmtpPort", "SmtpSecurity", "MailFrom", "SmtpPasswordFile", "PublicUrl" })
            Assert.Contains(result.Failures!, fault => fault.Contains(name, StringComparison.Ordinal));
        Assert.True(new NotificationOptionsValidator().Validate(null, new NotificationOptions()).Succeeded);
    }

    private static AlarmEvent Test() => new("test.1", AlarmEventKind.Test, Now, null);
}
