using System.Globalization;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Quarantine;

/// <summary>Reads <see cref="QuarantineOptions"/> by their short names: <c>--quarantine-messages</c> or <c>LIVEPARKING_QUARANTINE_MESSAGES</c>, and so on.</summary>
/// <param name="configuration">The program's configuration.</param>
internal sealed class QuarantineSettings(IConfiguration configuration) : IValidateOptions<QuarantineOptions>
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Quarantine";

    /// <summary>The short name of <see cref="QuarantineOptions.Messages"/>.</summary>
    public const string MessagesName = "quarantine-messages";

    /// <summary>The short name of <see cref="QuarantineOptions.Mebibytes"/>.</summary>
    public const string MebibytesName = "quarantine-mib";

    /// <summary>Takes what is set over what the options have.</summary>
    /// <param name="options">The options, with what their section sets.</param>
    /// <param name="configuration">The program's configuration.</param>
    /// <param name="faults">Takes what can't be read.</param>
    public static void Apply(QuarantineOptions options, IConfiguration configuration, ICollection<string> faults)
    {
        options.Messages = Number(MessagesName) ?? options.Messages;
        options.Mebibytes = Number(MebibytesName) ?? options.Mebibytes;

        int? Number(string name)
        {
            var value = configuration[name] ?? configuration[$"LIVEPARKING_{name.ToUpperInvariant().Replace('-', '_')}"];
            if (string.IsNullOrEmpty(value))
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
