using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Quarantine;

/// <summary>Checks <see cref="QuarantineOptions"/> against the documented ranges and reports all errors together.</summary>
internal sealed class QuarantineOptionsValidator : IValidateOptions<QuarantineOptions>
{
    public ValidateOptionsResult Validate(string? name, QuarantineOptions options)
    {
        var faults = new List<string>();
        if (options.Messages is < 1 or > 10_000)
            faults.Add($"--{QuarantineSettings.MessagesName} is 1 to 10000.");
        if (options.Mebibytes is < 1 or > 1024)
            faults.Add($"--{QuarantineSettings.MebibytesName} is 1 to 1024.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
