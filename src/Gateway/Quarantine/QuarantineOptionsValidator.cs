using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Quarantine;

/// <summary>Holds <see cref="QuarantineOptions"/> against the ranges that it documents; reports every fault at once.</summary>
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
