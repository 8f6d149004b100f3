using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LiveParking.Hosting;

/// <summary>Options that a section of the configuration sets.</summary>
public static class SectionOptions
{
    /// <summary>Sets them from the section after what was configured before, and validates them, with every fault of the section, at the start.</summary>
    /// <typeparam name="T">The options.</typeparam>
    /// <param name="options">The options.</param>
    /// <param name="configuration">The program's configuration.</param>
    /// <param name="section">The name of the section.</param>
    public static OptionsBuilder<T> BindSection<T>(this OptionsBuilder<T> options, IConfiguration configuration, string section)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(configuration);
        options.Services.AddSingleton<IValidateOptions<T>>(new Faults<T>(configuration.GetSection(section)));
        return options.Configure(value => SectionBinder.Bind(configuration.GetSection(section), value, [])).ValidateOnStart();
    }

    /// <summary>Binds the section anew to find what is wrong with it; the options in use have what could be bound.</summary>
    private sealed class Faults<T>(IConfigurationSection section) : IValidateOptions<T>
        where T : class, new()
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            List<string> faults = [];
            SectionBinder.Bind(section, new T(), faults);
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
