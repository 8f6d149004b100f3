using Microsoft.Extensions.Options;

namespace LiveParking.Grains.Audit;

/// <summary>Checks <see cref="AuditOptions"/> against the documented ranges and reports all errors together.</summary>
internal sealed class AuditOptionsValidator : IValidateOptions<AuditOptions>
{
    public ValidateOptionsResult Validate(string? name, AuditOptions options)
    {
        List<string> faults = [];
        if (options.ChangeDays is < 1 or > AuditOptions.MaxDays)
            faults.Add($"Audit:ChangeDays is 1 to {AuditOptions.MaxDays}, not {options.ChangeDays}.");
        if (options.WatchDays is < 1 or > AuditOptions.MaxDays)
            faults.Add($"Audit:WatchDays is 1 to {AuditOptions.MaxDays}, not {options.WatchDays}.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
