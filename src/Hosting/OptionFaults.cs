using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LiveParking.Hosting;

/// <summary>What is wrong with the options of a program, all of it at once.</summary>
public static class OptionFaults
{
    /// <summary>Validates all options that are to be validated at the start.</summary>
    /// <returns>Every fault, each a sentence; none when all is well.</returns>
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

    /// <summary>Validates options without the program around them.</summary>
    /// <param name="add">Adds the options and their validators.</param>
    /// <returns>Every fault, each a sentence; none when all is well.</returns>
    public static IReadOnlyList<string> Find(Action<IServiceCollection> add)
    {
        ArgumentNullException.ThrowIfNull(add);
        var services = new ServiceCollection();
        add(services);
        using var provider = services.BuildServiceProvider();
        return Find(provider);
    }
}
