using LiveParking.Bench.Measuring.Processes;
using LiveParking.Replay.Rows;

namespace LiveParking.BenchTests.Replay;

public sealed class RecordingReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Read_rows_of_several_car_parks_are_sent_by_time_and_each_car_park_in_the_order_of_the_file()
    {
        var recording = Read(
            "SystemCodeNumber,Capacity,Occupancy,LastUpdated",
            "B 1,100,10,2016-12-01 08:00:00",
            "B 1,100,30,2016-12-01 09:00:00",
            "B 1,100,20,2016-12-01 08:30:00",
            "",
            "\"A, north\",50,5,2016-12-01 08:15:00",
            "A-north,60,n/a,2016-12-01 08:45:00",
            "A-north,70,6,whenever",
            ",1");

        Assert.Equal([9, 2, 6, 7, 8, 3, 4], recording.Rows.Select(row => row.Line));
        Assert.Equal(["b-1", "a-north", "a-north-2"], recording.Parks.Select(park => park.Level));
        // The newest row with a time decides.
        Assert.Equal([100, 50, 60], recording.Parks.Select(park => park.Capacity));
        Assert.Equal(1, recording.Parks[2].OtherCapacities);
        Assert.Null(recording.Rows.Single(row => row.Line == 7).Count);
        Assert.Equal(("", "", null), recording.Rows.Where(row => row.Line == 9).Select(row => (row.Level, row.Time, row.Count)).Single());
    }

    [Fact]
    public void Read_other_names_need_to_be_told()
    {
        string[] lines = ["Wann;Wo;Plätze;Belegt", "2016-12-01 08:00;P1;10;4"];
        Assert.Contains("--park", Assert.Throws<RecordingException>(() => Read(lines)).Message, StringComparison.Ordinal);

        var row = Assert.Single(RecordingReader.Read(Write(lines), new RecordingFormat { Park = "wo", Capacity = "plätze", Occupied = "belegt", Time = "wann" }).Rows);

        Assert.Equal(("P1", 10, 4), (row.Park, row.Capacity, row.Count));
    }

    [Fact]
    public void Read_a_generated_recording_is_the_same_for_the_same_seed()
    {
        var options = new LiveParking.Replay.ReplayOptions { GeneratedParks = 3, GeneratedDays = 20, Seed = 5 };
        var first = RecordingReader.Read(RecordingFinder.Generated(_folder.Path, options), options.Format);
        var second = RecordingReader.Read(RecordingFinder.Generated(_folder.Path, options), options.Format);

        Assert.Equal(first.Rows, second.Rows);
        Assert.Contains(first.Rows, row => row.At is null || row.Count is null or < 0);
        Assert.NotEqual(first.Rows.Count, first.Rows.Select(row => (row.Park, row.Time, row.Occupied)).Distinct().Count());
    }

    public void Dispose() => _folder.Dispose();

    private Recording Read(params string[] lines) => RecordingReader.Read(Write(lines), new RecordingFormat());

    private string Write(string[] lines)
    {
        var path = _folder["recording.csv"];
        File.WriteAllLines(path, lines);
        return path;
    }
}
