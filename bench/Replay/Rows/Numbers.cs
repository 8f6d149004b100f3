using System.Globalization;

namespace LiveParking.Replay.Rows;

/// <summary>Numbers as recordings write them: with a point, without groups of thousands.</summary>
internal static class Numbers
{
    public static decimal? Read(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
