using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace LiveParking.Hosting.Settings;

/// <summary>
/// Sets the properties of an options object from a section of the configuration. Unlike the stock binder it reports every error instead of throwing
/// the first. An unknown key is an error, so that a typing error never leaves a default in force.
/// </summary>
public static class SectionBinder
{
    /// <summary>Binds all valid values.</summary>
    /// <param name="section">The section. A missing key leaves its property unchanged.</param>
    /// <param name="options">The object: scalar properties, lists of strings, and objects of the same kind.</param>
    /// <param name="faults">Receives every error, each a sentence that names the key.</param>
    public static void Bind(IConfigurationSection section, object options, ICollection<string> faults)
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(faults);
        var properties = options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsSetting).ToList();
        foreach (var child in section.GetChildren())
        {
            if (properties.Find(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)) is { } property)
                Set(child, property, options, faults);
            else
                faults.Add($"{child.Path} is no setting; {section.Path} has {string.Join(", ", properties.Select(property => property.Name).Order())}.");
        }
    }

    private static bool IsSetting(PropertyInfo property) =>
        property.SetMethod is { IsPublic: true } || IsList(property) || IsGroup(property.PropertyType);

    private static bool IsList(PropertyInfo property) => property.PropertyType == typeof(IList<string>);

    private static bool IsGroup(Type type) => type.IsClass && type != typeof(string) && type.Namespace?.StartsWith("LiveParking", StringComparison.Ordinal) == true;

    private static void Set(IConfigurationSection section, PropertyInfo property, object options, ICollection<string> faults)
    {
        if (IsList(property))
        {
            SetList(section, (IList<string>)property.GetValue(options)!);
        }
        else if (IsGroup(property.PropertyType))
        {
            Bind(section, property.GetValue(options)!, faults);
        }
        else if (section.Value is not { } text)
        {
            faults.Add($"{section.Path} is one value, not a group of values.");
        }
        else if (SettingValue.Read(property.PropertyType, text, out var form) is { } value)
        {
            property.SetValue(options, value);
        }
        else
        {
            faults.Add($"{section.Path} has to be {form}.");
        }
    }

    /// <summary>The values of numbered keys, or one comma-separated value.</summary>
    private static void SetList(IConfigurationSection section, IList<string> list)
    {
        list.Clear();
        var values = section.GetChildren().Select(child => child.Value ?? "").ToList();
        if (values.Count == 0)
            values.AddRange((section.Value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        foreach (var value in values)
            list.Add(value);
    }
}
