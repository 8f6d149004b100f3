using LiveParking.Replay.Rows;

namespace LiveParking.BenchTests.Replay;

public sealed class LocalTimesTests
{
    private static readonly LocalTimes London = new(new RecordingFormat());

    [Theory]
    [InlineData("2016-10-04 07:59:42", "2016-10-04T06:59:42Z")]
    [InlineData("2016/12/19 16:30", "2016-12-19T16:30:00Z")]
    [InlineData("2016-10-04T07:59:42.5Z", "2016-10-04T07:59:42.5Z")]
    [InlineData("2016-10-04 07:59:42 +02:00", "2016-10-04T05:59:42Z")]
    [InlineData("2016-10-04T07:59:42+0530", "2016-10-04T02:29:42Z")]
    [InlineData("1475567982", "2016-10-04T07:59:42Z")]
    [InlineData("1475567982500", "2016-10-04T07:59:42.5Z")]
    // The hour that is left out in spring.
    [InlineData("2017-03-26 01:30", "2017-03-26T01:30:00Z")]
    public void Read_ATime_IsItsMoment(string text, string moment) => Assert.Equal(DateTimeOffset.Parse(moment, null), London.Read(text, null));

    [Theory]
    [InlineData("")]
    [InlineData("some time ago")]
    [InlineData("2016-10-04")]
    [InlineData("2016-13-04 07:59")]
    [InlineData("04/10/2016 07:59")]
    public void Read_something_else_is_null(string text) => Assert.Null(London.Read(text, null));

    [Fact]
    public void Read_the_hour_that_comes_twice_follows_the_row_before()
    {
        DateTimeOffset? before = null;
        var moments = new[] { "00:30", "01:00", "01:30", "01:00", "01:30", "02:00" }.Select(time => before = London.Read($"2016-10-30 {time}", before)).ToList();

        var first = new DateTimeOffset(2016, 10, 29, 23, 30, 0, TimeSpan.Zero);
        Assert.Equal(Enumerable.Range(0, 6).Select(half => (DateTimeOffset?)first.AddMinutes(30 * half)), moments);
    }

    [Fact]
    public void Read_with_a_format_is_of_that_format()
    {
        var times = new LocalTimes(new RecordingFormat { TimeFormat = "dd/MM/yyyy HH:mm", TimeZone = "Asia/Jakarta" });

        Assert.Equal(new DateTimeOffset(2016, 10, 4, 0, 59, 0, TimeSpan.Zero), times.Read("04/10/2016 07:59", null));
        Assert.Null(times.Read("2016-10-04 07:59", null));
        Assert.Throws<RecordingException>(() => new LocalTimes(new RecordingFormat { TimeZone = "Europe/Nowhere" }));
    }
}
