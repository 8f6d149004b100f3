using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LiveParking.Hosting.Settings;

/// <summary>Binds options to a section of the configuration.</summary>
public static class SectionOptions
{
    /// <summary>Binds the options after earlier configuration, and validates them at startup, including all binding errors of the section.</summary>
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

    /// <summary>Binds the section again to find its errors; the options in use have all valid values.</summary>
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
