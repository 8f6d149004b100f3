namespace LiveParking.OpeningHours;

/// <summary>The names of weekdays and months: two letters or three, or the whole English word, in any case.</summary>
internal static class HoursWords
{
    private static readonly string[] Weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    public static bool IsWeekday(HoursToken token, out DayOfWeek day)
    {
        var index = Find(token, Weekdays, shortest: 2);
        day = (DayOfWeek)Math.Max(index, 0);
        return index >= 0;
    }

    /// <param name="token">The token.</param>
    /// <param name="month">1 to 12.</param>
    public static bool IsMonth(HoursToken token, out int month)
    {
        month = Find(token, Months, shortest: 3) + 1;
        return month > 0;
    }

    public static bool IsHoliday(HoursToken token) => token.IsWord("PH") || token.IsWord("SH");

    private static int Find(HoursToken token, string[] names, int shortest)
    {
        if (token.Kind != HoursTokenKind.Word || token.Text.Length < shortest)
            return -1;
        // Mo, Mon, Monday; Sep, Sept, September.
        var mayBeShort = token.Text.Length <= 4;
        return Array.FindIndex(names, name =>
            mayBeShort ? name.StartsWith(token.Text, StringComparison.OrdinalIgnoreCase) : name.Equals(token.Text, StringComparison.OrdinalIgnoreCase));
    }
}
