using System.Globalization;
using System.Net;

namespace LiveParking.Hosting.Settings;

/// <summary>Parses the text of one setting.</summary>
internal static class SettingValue
{
    /// <summary>Parses the text.</summary>
    /// <param name="type">The type of the property, nullable or not.</param>
    /// <param name="text">The configured text.</param>
    /// <param name="form">The expected form, in words, for an error message. The message must not contain the text: it may be a password.</param>
    /// <returns>The value; null when the text can't be parsed.</returns>
    public static object? Read(Type type, string text, out string form)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            form = $"one of {string.Join(", ", Enum.GetNames(type))}";
            return Enum.TryParse(type, text, ignoreCase: true, out var value) && Enum.IsDefined(type, value!) ? value : null;
        }

        (form, object? read) = type switch
        {
            _ when type == typeof(string) => ("text", (object?)text),
            _ when type == typeof(bool) => ("true or false", bool.TryParse(text, out var flag) ? flag : (object?)null),
            _ when type == typeof(int) => ("a whole number", int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole) ? whole : (object?)null),
            _ when type == typeof(double) => ("a number", double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : (object?)null),
            _ when type == typeof(TimeSpan) => ("a number of seconds, or a time such as 00:00:05", ReadTime(text)),
            _ when type == typeof(Uri) => ("an address such as https://host:port", Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : (object?)null),
            _ when type == typeof(IPAddress) => ("an IP address", IPAddress.TryParse(text, out var address) ? address : (object?)null),
            _ => throw new NotSupportedException($"An option of the type {type} can't be set from outside."),
        };
        return read;
    }

    /// <summary>Parses a duration. A bare number is seconds; the platform's parser would treat it as days.</summary>
    private static object? ReadTime(string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
            return Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : (object?)null;
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : (object?)null;
    }
}
