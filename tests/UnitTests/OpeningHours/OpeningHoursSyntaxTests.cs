using LiveParking.OpeningHours;

namespace LiveParking.UnitTests.OpeningHours;

public sealed class OpeningHoursSyntaxTests
{
    [Theory]
    [InlineData("", 1, "rule")]
    [InlineData("   ", 4, "rule")]
    [InlineData(";", 1, "rule")]
    [InlineData("Mo-Fr 08:00-18:00,", 19, "rule")]
    [InlineData("Mo-Fr 08:00-18:00 ||", 21, "rule")]
    [InlineData("whenever", 1, "'whenever'")]
    [InlineData("Mo-Fr 8-18", 7, "08:00-18:00")]
    [InlineData("Mo-Fr 0800-1800", 7, "08:00-18:00")]
    [InlineData("Mo-Fr 08:00", 12, "'-'")]
    [InlineData("Mo-Fr 08:00-", 13, "hour")]
    [InlineData("Mo-Fr 08:60-10:00", 10, "minute")]
    [InlineData("Mo-Fr 08:5-10:00", 10, "two digits")]
    [InlineData("Mo-Fr 25:00-26:00", 7, "hour from 0 to 23")]
    [InlineData("Mo-Fr 24:00-26:00", 7, "hour from 0 to 23")]
    [InlineData("10:00-49:00", 7, "hour from 0 to 48")]
    [InlineData("10:00-16:00/90", 12, "points in time")]
    [InlineData("Mo-Fr 08:00-18:00 PH off", 19, "';'")]
    [InlineData("Mo-Fr 08:00-18:00 Sa 10:00-14:00", 19, "';'")]
    [InlineData("08:00-18:00 Mo-Fr", 13, "';'")]
    [InlineData("Mo- 10:00-12:00", 5, "weekday")]
    [InlineData("Mo[6] 10:00-12:00", 4, "1 to 5")]
    [InlineData("Mo[0]", 4, "1 to 5")]
    [InlineData("Mo[1 10:00-12:00", 6, "']'")]
    [InlineData("Feb 30 off", 5, "1 to 29")]
    [InlineData("Jun 31 off", 5, "1 to 30")]
    [InlineData("Dec 32 off", 5, "1 to 31")]
    [InlineData("Dec 26-24 off", 8, "before")]
    [InlineData("Dec 24- off", 9, "month")]
    [InlineData("Apr 06+", 7, "end of the date")]
    [InlineData("Dec 24-2027 Jan 10 off", 8, "year")]
    [InlineData("2027 Dec 24-2026 Jan 10 off", 13, "year")]
    [InlineData("week 0 off", 6, "1 to 53")]
    [InlineData("week 54", 6, "1 to 53")]
    [InlineData("week", 5, "week")]
    [InlineData("1066 off", 1, "1900 to 2199")]
    [InlineData("2030-2026 off", 6, "2030 to 2199")]
    [InlineData("sunrise-sunset", 1, "sun")]
    [InlineData("08:00-sunset", 7, "sun")]
    [InlineData("(sunrise+01:00)-20:00", 1, "sun")]
    [InlineData("Mo-Fr \"never ends", 7, "closing quote")]
    [InlineData("24/7 24/7", 6, "08:00-18:00")]
    [InlineData("Mo-Fr | Sa", 7, "'||'")]
    [InlineData("Mo-Fr 08:00-18:00\u0000", 18, "';'")]
    public void Try_parse_a_fault_says_where_and_why(string text, int character, string why)
    {
        Assert.False(OpeningSchedule.TryParse(text, out var hours, out var fault));

        Assert.Null(hours);
        Assert.StartsWith($"At character {character}: ", fault);
        Assert.Contains(why, fault);
    }

    [Theory]
    [InlineData("mo-fr 8:00-18:00")]
    [InlineData("Monday-Friday 08:00 – 18:00")]
    [InlineData("MO-FR 08:00-18:00 OPEN")]
    [InlineData("Mon,Tue-Thu,Fri: 08:00-18:00;")]
    [InlineData("  Mo - Fr   08:00\t-\n18:00  ")]
    [InlineData("\"weekdays\": Mo-Fr 08:00-18:00")]
    [InlineData("Jan-Dec: Mo-Fr 08:00-18:00")]
    [InlineData("January-December Mo-Fr 08:00-18:00")]
    public void Try_parse_tolerable_forms_mean_the_same(string text)
    {
        Assert.True(OpeningSchedule.TryParse(text, out var hours, out var fault), fault);

        Assert.Equal(text, hours.Text);
        Assert.True(hours.IsOpenAt(At(24, 8, 0), TimeZoneInfo.Utc));
        Assert.False(hours.IsOpenAt(At(24, 18, 0), TimeZoneInfo.Utc));
        Assert.False(hours.IsOpenAt(At(28, 12, 0), TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData("2026 Dec 24,25 off", "2026-12-25")]
    [InlineData("2026 Nov-Feb off", "2027-02-28")]
    [InlineData("2026 Dec 20-Jan 10 off", "2027-01-10")]
    [InlineData("Dec 20-Mar off", "2027-03-31")]
    [InlineData("2026,2028 Jul off", "2028-07-01")]
    [InlineData("Dec 25: 00:00-24:00 off", "2026-12-25")]
    [InlineData("week 50-02 off", "2027-01-04")]
    [InlineData("Mar Su[-1]-Oct Su[-1] off", "2026-10-25")]
    [InlineData("easter +1 day off", "2026-04-06")]
    [InlineData("easter -2 days-easter +1 day off", "2026-04-06")]
    [InlineData("Mo[-1] -1 day off", "2026-11-29")]
    public void State_at_dates_that_maps_read_otherwise_or_not_at_all(string text, string closed)
    {
        Assert.True(OpeningSchedule.TryParse("24/7; " + text, out var hours, out var fault), fault);
        var day = DateOnly.Parse(closed, System.Globalization.CultureInfo.InvariantCulture).ToDateTime(new TimeOnly(12, 0));

        Assert.Equal(OpeningState.Closed, hours.StateAt(new DateTimeOffset(day, TimeSpan.Zero), TimeZoneInfo.Utc));
        Assert.Equal(OpeningState.Open, hours.StateAt(new DateTimeOffset(day.AddYears(40), TimeSpan.Zero).AddMonths(5), TimeZoneInfo.Utc));
    }

    [Fact]
    public void Try_parse_null_or_too_long_is_a_fault()
    {
        Assert.False(OpeningSchedule.TryParse(null, out _, out _));
        Assert.False(OpeningSchedule.TryParse("24/7" + new string(' ', 997), out _, out var fault));
        Assert.Contains("1000", fault);
        Assert.True(OpeningSchedule.TryParse("24/7" + new string(' ', 996), out _, out _));
    }

    /// <summary>Random combinations of grammar elements, and noise: every text gets an answer.</summary>
    [Fact]
    public void Try_parse_any_text_never_throws()
    {
        var random = new Random(20261124);
        string[] pieces =
        [
            "Mo", "Fr", "Su", "PH", "SH", "Jan", "Feb", "Dec", "easter", "week", "24/7", "08:00", "22:00-02:00", "18:00+", "-", "+", ",", ";", "||", ":", "[", "]",
            "[-1]", "[1,3]", "/", "(", "sunset", "off", "unknown", "open", "\"x\"", "\"", "2026", "2199", "29", "31", "5", "+1 day", "-366 days", "99999999999", "é", "\ud800",
        ];
        var read = 0;
        for (var i = 0; i < 30_000; i++)
        {
            var text = i % 10 == 0
                ? new string([.. Enumerable.Range(0, random.Next(0, 1001)).Select(_ => (char)random.Next(1, i % 20 == 0 ? 128 : 65536))])
                : string.Join(random.Next(3) == 0 ? "" : " ", Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            if (!OpeningSchedule.TryParse(text, out var hours, out var fault))
            {
                Assert.Matches(@"^At character \d+: .+\.$", fault);
                continue;
            }

            read++;
            foreach (var moment in new[] { DateTimeOffset.MinValue, At(24, 12, 0), At(31, 23, 59), DateTimeOffset.MaxValue })
                hours.IsOpenAt(moment, TimeZoneInfo.Utc);
            if (i % 50 == 0)
                hours.NextChangeAfter(At(24, 12, 0), TimeZoneInfo.Utc);
        }

        Assert.True(read > 500, $"{read} of the texts were hours, too few to say much");
    }

    private static DateTimeOffset At(int day, int hour, int minute) =>
        new DateTimeOffset(2026, 11, 1, hour, minute, 0, TimeSpan.Zero).AddDays(day - 1);
}
