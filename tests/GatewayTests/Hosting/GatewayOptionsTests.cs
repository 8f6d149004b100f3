using LiveParking.Gateway;

namespace LiveParking.GatewayTests.Hosting;

public sealed class GatewayOptionsTests
{
    [Fact]
    public void The_defaults_are_within_their_ranges() =>
        Assert.True(new GatewayOptionsValidator().Validate(null, new GatewayOptions()).Succeeded);

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var options = new GatewayOptions { KeysFolder = " ", WatchesPerConnection = 0, SnapshotWait = TimeSpan.Zero, RequestBodyBytes = int.MaxValue };
        options.CorsOrigins.Add("https://app.example/");
        var faults = new GatewayOptionsValidator().Validate(null, options).Failures!.ToList();
        Assert.Equal(5, faults.Count);
        Assert.Contains("Gateway:WatchesPerConnection is 0; allowed are 1 to 256.", faults);
    }
}
