using System.Globalization;

namespace LiveParking.Gateway.Quarantine;

/// <summary>Reads <see cref="QuarantineOptions"/> from the command line and the environment.</summary>
internal static class QuarantineSettings
{
    /// <summary>The option of <see cref="QuarantineOptions.Messages"/>.</summary>
    public const string MessagesName = "quarantine-messages";

    /// <summary>The option of <see cref="QuarantineOptions.Mebibytes"/>.</summary>
    public const string MebibytesName = "quarantine-mib";

    /// <summary>Takes what is set: <c>--quarantine-messages</c> or <c>LIVEPARKING_QUARANTINE_MESSAGES</c>, and so on.</summary>
    /// <exception cref="FormatException">A value is no whole number.</exception>
    public static void Apply(QuarantineOptions options, IConfiguration configuration)
    {
        options.Messages = Number(MessagesName) ?? options.Messages;
        options.Mebibytes = Number(MebibytesName) ?? options.Mebibytes;

        int? Number(string name)
        {
            var value = configuration[name] ?? configuration[$"LIVEPARKING_{name.ToUpperInvariant().Replace('-', '_')}"];
            if (string.IsNullOrEmpty(value))
                return null;
            return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new FormatException($"--{name} is a whole number.");
        }
    }
}
