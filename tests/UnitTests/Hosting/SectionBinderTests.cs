using LiveParking.Gateway;
using LiveParking.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace LiveParking.UnitTests.Hosting;

public sealed class SectionBinderTests
{
    [Fact]
    public void Every_kind_of_option_is_set_by_its_name_in_any_case()
    {
        var (options, faults) = Bind(
            ("Gateway:corsorigins:0", "https://a.example"), ("Gateway:CorsOrigins:1", "https://b.example"), ("Gateway:Insecure", "TRUE"),
            ("Gateway:SnapshotWait", "1.5"), ("Gateway:FeedLinger", "00:00:07"), ("Gateway:WatchesPerConnection", "3"),
            ("Gateway:Certificate:KeyPath", "/key.pem"), ("Gateway:TrustedProxies", "10.0.0.1, 10.1.0.0/16"));
        Assert.Empty(faults);
        Assert.Equal(["https://a.example", "https://b.example"], options.CorsOrigins);
        Assert.Equal(["10.0.0.1", "10.1.0.0/16"], options.TrustedProxies);
        Assert.Equal((true, 1.5, 7.0, 3, "/key.pem"),
            (options.Insecure, options.SnapshotWait.TotalSeconds, options.FeedLinger.TotalSeconds, options.WatchesPerConnection, options.Certificate.KeyPath));
    }

    [Fact]
    public void Every_fault_is_named_and_the_rest_is_set()
    {
        var (options, faults) = Bind(
            ("Gateway:CorsOrigin:0", "https://a.example"), ("Gateway:Insecure", "perhaps"), ("Gateway:WatchesPerConnection", "1.5"),
            ("Gateway:SnapshotWait", "soon"), ("Gateway:Certificate:File", "x"), ("Gateway:HubCallBurst:0", "1"), ("Gateway:HubCallsPerSecond", "7"));
        string[] named = ["Gateway:CorsOrigin is", "Gateway:Insecure", "Gateway:WatchesPerConnection", "Gateway:SnapshotWait", "Gateway:Certificate:File", "Gateway:HubCallBurst"];
        Assert.All(named, name => Assert.Contains(faults, fault => fault.StartsWith(name, StringComparison.Ordinal)));
        Assert.Equal(named.Length, faults.Count);
        Assert.Equal(7, options.HubCallsPerSecond);
    }

    [Fact]
    public void Settings_are_taken_off_a_command_line_and_the_rest_is_left()
    {
        var sources = SettingSources.Take(
            ["--camera", "a=http://camera:80/x", "--Gateway:Insecure=true", "--port", "5", "--Gateway:HstsDays", "0", "--urls=http://localhost:1", "token"]);
        Assert.Equal(["--camera", "a=http://camera:80/x", "--port", "5", "--urls=http://localhost:1", "token"], sources.OtherArguments);
        var configuration = new ConfigurationManager();
        Assert.Empty(sources.AddTo(configuration));
        Assert.Equal(("true", "0"), (configuration["Gateway:Insecure"], configuration["Gateway:HstsDays"]));
    }

    [Fact]
    public void A_setting_without_a_value_and_one_of_no_section_are_faults()
    {
        var faults = SettingSources.Take(["--Gatway:Insecure=true", "--Gateway:HstsDays"]).AddTo(new ConfigurationManager());
        Assert.Equal(2, faults.Count);
        Assert.Contains(faults, fault => fault.Contains("'Gatway'", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("--Gateway:HstsDays needs a value", StringComparison.Ordinal));
    }

    private static (GatewayOptions Options, List<string> Faults) Bind(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value))).Build();
        var options = new GatewayOptions();
        List<string> faults = [];
        SectionBinder.Bind(configuration.GetSection("Gateway"), options, faults);
        return (options, faults);
    }
}
