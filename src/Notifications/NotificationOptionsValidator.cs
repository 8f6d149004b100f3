using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using MimeKit;

namespace LiveParking.Notifications;

/// <summary>Checks <see cref="NotificationOptions"/>; all faults at once.</summary>
internal sealed class NotificationOptionsValidator : IValidateOptions<NotificationOptions>
{
    public ValidateOptionsResult Validate(string? name, NotificationOptions options)
    {
        List<ValidationResult> results = [];
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        List<string> faults = [.. results.Select(result => $"{NotificationOptions.Section}:{string.Join(", ", result.MemberNames)}: {result.ErrorMessage}")];
        if (options.SmtpHost.Length > 0 && !MailboxAddress.TryParse(options.MailFrom, out _))
            faults.Add($"{NotificationOptions.Section}:MailFrom has to be an e-mail address, because SmtpHost is set.");
        if (options.SmtpUser.Length > 0 && options.SmtpSecurity == "none")
            faults.Add($"{NotificationOptions.Section}:SmtpSecurity is none: the password of SmtpUser would go in the clear. Use startTls or tls.");
        if (options.SmtpUser.Length > 0 && !File.Exists(options.SmtpPasswordFile))
            faults.Add($"{NotificationOptions.Section}:SmtpPasswordFile has to be a file with the password of SmtpUser.");
        if (options.PublicUrl.Length > 0 && !(Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var page) && page.Scheme is "https" or "http"))
            faults.Add($"{NotificationOptions.Section}:PublicUrl has to be an http or https address.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
