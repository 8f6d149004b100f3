using System.Globalization;
using LiveParking.Gateway.Hosting;
using LiveParking.Hosting.Settings;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Quarantine;

/// <summary>
/// Reads <see cref="QuarantineOptions"/> from their short names: <c>--quarantine-messages</c> or <c>LIVEPARKING_QUARANTINE_MESSAGES</c>, and so on.
/// See <see cref="OldNames"/>.
/// </summary>
/// <param name="configuration">The program's configuration.</param>
internal sealed class QuarantineSettings(IConfiguration configuration) : IValidateOptions<QuarantineOptions>
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Quarantine";

    /// <summary>The short name of <see cref="QuarantineOptions.Messages"/>.</summary>
    public const string MessagesName = "quarantine-messages";

    /// <summary>The short name of <see cref="QuarantineOptions.Mebibytes"/>.</summary>
    public const string MebibytesName = "quarantine-mib";

    /// <summary>Overrides the options with values of short names, unless a later source sets the section key.</summary>
    /// <param name="options">The options, already bound to their section.</param>
    /// <param name="configuration">The program's configuration.</param>
    /// <param name="faults">Receives errors of values that can't be parsed.</param>
    public static void Apply(QuarantineOptions options, IConfiguration configuration, ICollection<string> faults)
    {
        options.Messages = Number(MessagesName, nameof(options.Messages)) ?? options.Messages;
        options.Mebibytes = Number(MebibytesName, nameof(options.Mebibytes)) ?? options.Mebibytes;

        int? Number(string name, string option)
        {
            if (OldNames.Find(configuration, $"{Section}:{option}", name, OldNames.Variable(name)) is not { } value)
                return null;
            if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return number;
            faults.Add($"--{name} is a whole number.");
            return null;
        }
    }

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, QuarantineOptions options)
    {
        List<string> faults = [];
        Apply(new QuarantineOptions(), configuration, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
