using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace LiveParking.Grains.Alarms;

/// <summary>Checks <see cref="AlarmOptions"/> against the documented ranges.</summary>
internal sealed class AlarmOptionsValidator : IValidateOptions<AlarmOptions>
{
    public ValidateOptionsResult Validate(string? name, AlarmOptions options)
    {
        var faults = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(faults.Select(fault => $"{AlarmOptions.Section}:{string.Join(", ", fault.MemberNames)}: {fault.ErrorMessage}"));
    }
}
