using Microsoft.Extensions.Options;

namespace LiveParking.LiveStreams;

/// <summary>Reports all errors of <see cref="LiveStreamOptions"/> together at startup.</summary>
internal sealed class LiveStreamOptionsValidator : IValidateOptions<LiveStreamOptions>
{
    public ValidateOptionsResult Validate(string? name, LiveStreamOptions options)
    {
        List<string> faults = [];
        if (options.RenewalPeriod < TimeSpan.FromSeconds(0.1) || options.RenewalPeriod > TimeSpan.FromSeconds(10))
            faults.Add($"{nameof(options.RenewalPeriod)} is {options.RenewalPeriod}; set 0.1 to 10 s.");
        if (options.LeaseDuration < options.RenewalPeriod * 3)
            faults.Add($"{nameof(options.LeaseDuration)} is {options.LeaseDuration}; set at least three times {nameof(options.RenewalPeriod)}.");
        if (options.CallTimeout < TimeSpan.FromSeconds(0.1) || options.CallTimeout > TimeSpan.FromSeconds(30))
            faults.Add($"{nameof(options.CallTimeout)} is {options.CallTimeout}; set 0.1 to 30 s.");
        if (options.ConcurrentSubscribes is < 1 or > 1000)
            faults.Add($"{nameof(options.ConcurrentSubscribes)} is {options.ConcurrentSubscribes}; set 1 to 1,000.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
