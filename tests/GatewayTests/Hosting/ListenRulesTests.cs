using LiveParking.Gateway;
using Microsoft.Extensions.Configuration;

namespace LiveParking.GatewayTests.Hosting;

public sealed class ListenRulesTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData(null, false)]
    [Trait("Hole", "8")]
    public void Open_addresses_that_are_preferred_to_endpoints_on_loopback_are_refused(string? prefers, bool isRefused)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Kestrel:Endpoints:Http:Url"] = "http://127.0.0.1:5000",
            ["urls"] = "http://0.0.0.0:80",
            ["PREFERHOSTINGURLS"] = prefers,
        }).Build();
        var faults = GatewayConfiguration.Faults(configuration);
        if (isRefused)
            Assert.Contains("http://0.0.0.0:80 is not encrypted", Assert.Single(faults), StringComparison.Ordinal);
        else
            Assert.Empty(faults);
    }
}
