using System.Globalization;
using LiveParking.OpeningHours;

namespace LiveParking.UnitTests.OpeningHours;

/// <summary>Hours and the clock on the wall: zones, nights in which it is changed, and the next change.</summary>
public sealed class OpeningHoursClockTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("Asia/Jakarta", "2026-11-24T01:00:00Z", true)]
    [InlineData("Asia/Jakarta", "2026-11-24T00:59:59.999Z", false)]
    [InlineData("Asia/Jakarta", "2026-11-24T10:59:59.999Z", true)]
    [InlineData("Asia/Jakarta", "2026-11-24T11:00:00Z", false)]
    [InlineData("Asia/Jakarta", "2026-11-22T23:30:00Z", false)]
    [InlineData("Asia/Kathmandu", "2026-11-24T02:15:00Z", true)]
    [InlineData("Asia/Kathmandu", "2026-11-24T02:14:00Z", false)]
    [InlineData("Europe/Berlin", "2026-07-24T06:00:00Z", true)]
    [InlineData("Europe/Berlin", "2026-11-24T06:59:00Z", false)]
    [InlineData("America/New_York", "2026-11-28T00:00:00Z", false)]
    [InlineData("America/New_York", "2026-11-27T22:30:00Z", true)]
    public void Is_open_at_follows_the_zone(string zone, string moment, bool open) =>
        Assert.Equal(open, Hours("Mo-Fr 08:00-18:00").IsOpenAt(Utc(moment), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Theory]
    [InlineData("01:00-02:30", "2026-10-24T23:00:00Z,2026-10-25T00:30:00Z,2026-10-25T01:00:00Z,2026-10-25T01:30:00Z")] // 02:00 to 03:00 comes twice
    [InlineData("02:15-02:45", "2026-10-25T00:15:00Z,2026-10-25T00:45:00Z,2026-10-25T01:15:00Z,2026-10-25T01:45:00Z")]
    [InlineData("22:00-06:00", "2026-10-25T05:00:00Z,2026-10-25T21:00:00Z")]
    [InlineData("01:00-02:30", "2027-03-28T00:00:00Z,2027-03-28T01:00:00Z")] // 02:00 to 03:00 does not come: 02:30 is where the clock jumps to
    [InlineData("02:30-04:00", "2027-03-28T01:00:00Z,2027-03-28T02:00:00Z")]
    [InlineData("02:15-02:45", "2027-03-29T00:15:00Z,2027-03-29T00:45:00Z")]
    public void NextChangeAfter_InANightInWhichTheClockIsChanged(string text, string changes)
    {
        var expected = changes.Split(',').Select(Utc).ToList();
        var hours = Hours(text);
        var moment = expected[0].AddHours(-3);

        foreach (var change in expected)
        {
            Assert.Equal(change, hours.NextChangeAfter(moment, Berlin));
            Assert.NotEqual(hours.IsOpenAt(change.AddTicks(-1), Berlin), hours.IsOpenAt(change, Berlin));
            moment = change;
        }
    }

    [Theory]
    [InlineData("24/7")]
    [InlineData("off")]
    [InlineData("24/7; PH off")]
    [InlineData("Mo-Su,PH 00:00-24:00")]
    [InlineData("unknown")]
    [InlineData("PH 10:00-12:00")]
    [InlineData("2020 Jan off; 24/7")]
    public void Next_change_after_when_there_is_none_is_null(string text) => Assert.Null(Hours(text).NextChangeAfter(Utc("2026-11-24T12:00:00Z"), Berlin));

    [Theory]
    [InlineData("Mo-Fr 08:00-18:00", "2026-11-27T18:00:00Z", "2026-11-30T08:00:00Z")]
    [InlineData("Mo-Fr 08:00-18:00", "2026-11-27T17:59:00Z", "2026-11-27T18:00:00Z")]
    [InlineData("00:00-24:00; Dec 25 off", "2026-11-27T17:59:00Z", "2026-12-25T00:00:00Z")]
    [InlineData("24/7; 2031 Mar 03 10:00-11:00 off", "2026-11-27T17:59:00Z", "2031-03-03T10:00:00Z")]
    [InlineData("Feb 29 08:00-09:00", "2026-11-27T17:59:00Z", "2028-02-29T08:00:00Z")]
    [InlineData("Mo-Fr 08:00-18:00 unknown", "2026-11-27T17:59:00Z", "2026-11-27T18:00:00Z")]
    [InlineData("08:00-12:00; 12:00-18:00 unknown", "2026-11-27T12:30:00Z", "2026-11-27T18:00:00Z")]
    public void Next_change_after_is_the_next_one(string text, string moment, string change) =>
        Assert.Equal(Utc(change), Hours(text).NextChangeAfter(Utc(moment), TimeZoneInfo.Utc));

    /// <summary>Against asking minute by minute, through both changes of the clock.</summary>
    [Theory]
    [InlineData("Mo-Fr 08:00-12:00,13:00-18:30; Sa 22:00-04:00; Su 01:15-02:45,14:00+", "Europe/Berlin", "2026-10-22T00:00:00Z")]
    [InlineData("Mo-Fr 08:00-12:00,13:00-18:30; Sa 22:00-04:00; Su 01:15-02:45,14:00+", "Europe/Berlin", "2027-03-25T00:00:00Z")]
    [InlineData("22:00-26:00; Su[1] off || 04:00-05:00 unknown", "America/New_York", "2026-10-29T00:00:00Z")]
    [InlineData("00:00-24:00; Su 23:00-24:00 off", "America/Santiago", "2026-04-03T00:00:00Z")] // the clock goes back at midnight
    [InlineData("00:10-00:40; Sa 23:00-24:00", "America/Santiago", "2026-09-03T00:00:00Z")] // and jumps at midnight
    [InlineData("01:45-02:15", "Australia/Lord_Howe", "2026-04-03T00:00:00Z")] // by half an hour
    public void NextChangeAfter_AgreesWithAskingEveryMinute(string text, string zoneId, string start)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var asked = Hours(text);
        var first = Utc(start);
        var changes = new List<DateTimeOffset>();
        var open = asked.IsOpenAt(first, zone);
        for (var minute = first; minute < first.AddDays(6); minute = minute.AddMinutes(1))
        {
            if (asked.IsOpenAt(minute, zone) == open)
                continue;
            open = !open;
            changes.Add(minute);
        }

        var found = new List<DateTimeOffset>();
        for (var next = Hours(text).NextChangeAfter(first, zone); next < first.AddDays(6); next = Hours(text).NextChangeAfter(next.Value, zone))
            found.Add(next.Value);

        Assert.NotEmpty(changes);
        Assert.Equal(changes, found);
    }

    [Fact]
    public void Next_change_after_asked_for_earlier_or_elsewhere_does_not_answer_from_memory()
    {
        var hours = Hours("Mo-Fr 08:00-18:00");

        Assert.Equal(Utc("2026-11-24T17:00:00Z"), hours.NextChangeAfter(Utc("2026-11-24T12:00:00Z"), Berlin));
        Assert.Equal(Utc("2026-11-24T17:00:00Z"), hours.NextChangeAfter(Utc("2026-11-24T16:59:00Z"), Berlin));
        Assert.Equal(Utc("2026-11-24T18:00:00Z"), hours.NextChangeAfter(Utc("2026-11-24T16:59:00Z"), TimeZoneInfo.Utc));
        Assert.Equal(Utc("2026-11-25T08:00:00Z"), hours.NextChangeAfter(Utc("2026-11-24T18:00:00Z"), TimeZoneInfo.Utc));
        Assert.Equal(Utc("2026-11-24T08:00:00Z"), hours.NextChangeAfter(Utc("2026-11-24T07:00:00Z"), TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData("Mo-Fr 08:00-18:00; PH off", false)]
    [InlineData("Mo-Fr 08:00-18:00", true)]
    [InlineData("PH 08:00-18:00", true)]
    [InlineData("SH Mo-We 08:00-18:00", true)]
    [InlineData("SH Sa,Su 08:00-18:00", false)]
    [InlineData("24/7; PH -1 day off", true)]
    [InlineData("24/7; PH +1 day off", true)]
    public void With_knows_holidays(string text, bool openOnTheHoliday)
    {
        var day = new DateOnly(2026, 11, 24);
        var hours = Hours(text).With(new Holidays(new HashSet<DateOnly> { day }, new HashSet<DateOnly> { day }));

        Assert.Equal(openOnTheHoliday, hours.IsOpenAt(Utc("2026-11-24T12:00:00Z"), TimeZoneInfo.Utc));
        if (text.Contains("-1 day", StringComparison.Ordinal))
            Assert.False(hours.IsOpenAt(Utc("2026-11-23T12:00:00Z"), TimeZoneInfo.Utc));
        if (text.Contains("+1 day", StringComparison.Ordinal))
            Assert.False(hours.IsOpenAt(Utc("2026-11-25T12:00:00Z"), TimeZoneInfo.Utc));
    }

    [Fact]
    public void Is_open_at_what_the_text_leaves_open_is_not_closed()
    {
        Assert.True(Hours("Mo-Fr 08:00-18:00 \"by appointment\"").IsOpenAt(Utc("2026-11-24T12:00:00Z"), TimeZoneInfo.Utc));
        Assert.False(Hours("Mo-Fr 08:00-18:00 \"by appointment\"").IsOpenAt(Utc("2026-11-24T19:00:00Z"), TimeZoneInfo.Utc));
        Assert.True(Hours("20:00+").IsOpenAt(Utc("2026-11-24T23:00:00Z"), TimeZoneInfo.Utc));
    }

    private static OpeningSchedule Hours(string text)
    {
        Assert.True(OpeningSchedule.TryParse(text, out var hours, out var fault), fault);
        return hours;
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
