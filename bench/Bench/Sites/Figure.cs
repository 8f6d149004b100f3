using System.Globalization;

namespace LiveParking.Bench.Sites;

/// <summary>A row of the table.</summary>
/// <param name="What">The measured quantity.</param>
/// <param name="Measured">The figure with its unit.</param>
/// <param name="Promise">The promised value; empty where none is promised.</param>
/// <param name="Holds">Whether it was kept; null where nothing is promised.</param>
internal sealed record Figure(string What, string Measured, string Promise = "", bool? Holds = null)
{
    /// <summary>A figure that is to stay below a limit.</summary>
    public static Figure Below(string what, double measured, double limit, string form, string unit) =>
        new(what, Text(measured, form, unit), $"< {Text(limit, "0.##", unit)}", measured < limit);

    /// <summary>Duration of calls, in milliseconds: p50 / p99. The limit applies to the p99.</summary>
    public static Figure Calls(string what, Measuring.Distribution times, double? limit = null)
    {
        var measured = string.Create(CultureInfo.InvariantCulture, $"{times.P50:0.0} / {times.P99:0.0} ms");
        return limit is { } most ? new(what, measured, $"< {Text(most, "0", "ms")}", times.P99 < most) : new(what, measured);
    }

    /// <summary>A figure without a promise.</summary>
    public static Figure Plain(string what, double measured, string form, string unit) => new(what, Text(measured, form, unit));

    /// <summary>Its cells.</summary>
    public string[] Row => [What, Measured, Promise, Holds switch { true => "yes", false => "NO", null => "" }];

    private static string Text(double value, string form, string unit) => $"{value.ToString(form, CultureInfo.InvariantCulture)} {unit}";
}
