using System.ComponentModel.DataAnnotations;

namespace LiveParking.Notifications;

/// <summary>Mail server and limits of notifications; section <c>Notifications</c> of the configuration.</summary>
public sealed class NotificationOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Notifications";

    /// <summary>Whether webhooks may go to private, loopback and link-local addresses. Who may set up webhooks could otherwise reach what only this machine reaches.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>The address of the page for links in mails, such as <c>https://parking.example/</c>; none when empty.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>The mail server; no mail is sent when empty.</summary>
    public string SmtpHost { get; set; } = "";

    /// <summary>Its port, 1 to 65,535.</summary>
    [Range(1, 65_535)]
    public int SmtpPort { get; set; } = 587;

    /// <summary><c>startTls</c>, <c>tls</c>, or <c>none</c> for a server on this machine.</summary>
    [RegularExpression("startTls|tls|none")]
    public string SmtpSecurity { get; set; } = "startTls";

    /// <summary>The user at the mail server; none when empty.</summary>
    public string SmtpUser { get; set; } = "";

    /// <summary>A file with the user's password.</summary>
    public string SmtpPasswordFile { get; set; } = "";

    /// <summary>The sender of mails.</summary>
    public string MailFrom { get; set; } = "";
}
