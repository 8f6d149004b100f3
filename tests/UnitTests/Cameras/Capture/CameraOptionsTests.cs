using LiveParking.Cameras.Capture;
using LiveParking.Grains.Interfaces;

namespace LiveParking.UnitTests.Cameras.Capture;

public sealed class CameraOptionsTests
{
    [Theory]
    [InlineData("gate=device:0", "gate", null, null, "device:0")]
    [InlineData("gate@site=demo:a", "gate", "site", null, "demo:a")]
    [InlineData("gate@site/upper=http://h/v?a=b@c", "gate", "site", "upper", "http://h/v?a=b@c")]
    public void Parse_the_command_line_form_gives_all_parts(string text, string id, string? location, string? level, string source)
    {
        var camera = CameraOptionsParser.Parse(text);
        Assert.Equal((id, location, level, source), (camera.Id, camera.LocationId, camera.LevelId, camera.Source));
        Assert.Empty(CameraOptionsValidator.Faults(camera));
    }

    [Theory]
    [InlineData("gate", "no '='")]
    [InlineData("=device:0", "camera id")]
    [InlineData("Gate=device:0", "camera id")]
    [InlineData("gate@=device:0", "location id of camera 'gate'")]
    [InlineData("gate@site/=device:0", "level id of camera 'gate'")]
    [InlineData("gate@site/a/b=device:0", "level id of camera 'gate'")]
    [InlineData("gate=", "Camera 'gate': A camera source is missing")]
    public void Parse_another_form_says_what_is_wrong(string text, string part) =>
        Assert.Contains(part, Assert.Throws<InvalidRequestException>(() => CameraOptionsParser.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Faults_of_several_mistakes_names_them_all()
    {
        var camera = new CameraOptions { Id = "A", Source = "nothing", LevelId = "upper", Name = " ", Linger = TimeSpan.FromSeconds(-1) };
        camera.High.Quality = 101;
        camera.Low.MaxWidth = 4;
        var faults = string.Join('\n', CameraOptionsValidator.Faults(camera));
        Assert.All(
            ["the id must", "a level needs", "the name", "A camera source", "quality of rung High", "width of rung Low", "Linger"],
            part => Assert.Contains(part, faults, StringComparison.Ordinal));
    }

    [Fact]
    public void Faults_of_two_cameras_with_one_id_says_so()
    {
        var camera = CameraOptionsParser.Parse("gate=device:0");
        Assert.Contains("'gate' is given 2 times", Assert.Single(CameraOptionsValidator.Faults([camera, camera])), StringComparison.Ordinal);
    }

    [Fact]
    public void Retry_schedule_failures_waits_as_promised()
    {
        var retry = new RetrySchedule();
        int[] expected = [1, 1, 1, 1, 1, 5, 5, 5, 5, 5, 10, 20, 40, 60, 60, 60];
        Assert.Equal(expected, expected.Select(_ => (int)retry.Next().TotalSeconds));
        retry.Reset();
        Assert.Equal(TimeSpan.FromSeconds(1), retry.Next());
    }
}
