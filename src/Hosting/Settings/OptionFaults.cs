using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LiveParking.Hosting.Settings;

/// <summary>Finds all errors in the options of a program.</summary>
public static class OptionFaults
{
    /// <summary>Validates all options that are registered for validation at startup.</summary>
    /// <returns>Every error, each a sentence; empty when all are valid.</returns>
    public static IReadOnlyList<string> Find(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            return [.. exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures)];
        }
    }

    /// <summary>Validates options without building the program.</summary>
    /// <param name="add">Adds the options and their validators.</param>
    /// <returns>Every error, each a sentence; empty when all are valid.</returns>
    public static IReadOnlyList<string> Find(Action<IServiceCollection> add)
    {
        ArgumentNullException.ThrowIfNull(add);
        var services = new ServiceCollection();
        add(services);
        using var provider = services.BuildServiceProvider();
        return Find(provider);
    }
}
