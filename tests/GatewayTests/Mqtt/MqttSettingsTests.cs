using LiveParking.Gateway;
using LiveParking.Gateway.Mqtt;
using LiveParking.Gateway.Quarantine;
using LiveParking.Gateway.Uplinks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LiveParking.GatewayTests.Mqtt;

public sealed class MqttSettingsTests
{
    [Fact]
    public void The_command_line_the_environment_and_a_file_are_read()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["password"], "s3cret\n");
        var options = Read(("mqtt", "mqtts://gateway@broker.example"), ("LIVEPARKING_MQTT_GROUP", "live"), ("mqtt-password-file", folder["password"]));
        Assert.Equal(("broker.example:8883", true, "live", "s3cret"), (options.Address, options.IsTls, options.Group, options.Password));
        Assert.True(new MqttOptionsValidator().Validate(null, options).Succeeded);
        Assert.Null(Read().Broker);
        Assert.True(new MqttOptionsValidator().Validate(null, Read()).Succeeded);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_an_old_and_a_new_name_the_one_of_the_later_source_wins(bool isOldLater)
    {
        Dictionary<string, string?> old = new()
        {
            ["LIVEPARKING_MQTT"] = "mqtt://old", ["LIVEPARKING_MQTT_PASSWORD"] = "old", ["LIVEPARKING_MQTT_GROUP"] = "old", ["mqtt-session-hours"] = "1",
            ["LIVEPARKING_MQTT_MIB"] = "1", ["quarantine-messages"] = "1", ["LIVEPARKING_MAPPINGS"] = "old", ["mqtt-client-id"] = "old",
        };
        Dictionary<string, string?> section = new()
        {
            ["Mqtt:Broker"] = "mqtt://new", ["Mqtt:Password"] = "new", ["Mqtt:Group"] = "new", ["Mqtt:SessionExpiry"] = "02:00:00",
            ["Mqtt:MebibytesUnderWay"] = "2", ["Quarantine:Messages"] = "2", ["Uplinks:MappingsFile"] = "new",
        };
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(isOldLater ? section : old).AddInMemoryCollection(isOldLater ? old : section).Build();
        using var services = new ServiceCollection().AddGatewayConfiguration(configuration, null).BuildServiceProvider();
        var mqtt = services.GetRequiredService<IOptionsFactory<MqttOptions>>().Create("");
        var messages = services.GetRequiredService<IOptionsFactory<QuarantineOptions>>().Create("").Messages;
        var uplinks = new UplinkOptions();
        foreach (var configure in services.GetServices<IConfigureOptions<UplinkOptions>>())
            configure.Configure(uplinks);
        var (text, number) = isOldLater ? ("old", 1) : ("new", 2);
        Assert.Equal((text, text, text), (mqtt.Broker?.Host, mqtt.Password, mqtt.Group));
        Assert.Equal((TimeSpan.FromHours(number), number, number, text), (mqtt.SessionExpiry, mqtt.MebibytesUnderWay, messages, uplinks.MappingsFile));
        // The section has no name of the session.
        Assert.Equal("old", mqtt.ClientId);
    }

    [Theory]
    [InlineData("mqtt", "broker:1883")]
    [InlineData("mqtt", "http://broker")]
    [InlineData("mqtt", "mqtt://user:s3cret@broker/path")]
    [InlineData("mqtt-group", "a/b")]
    [InlineData("mqtt-results", "maybe")]
    [InlineData("mqtt-session-hours", "-1")]
    [InlineData("mqtt-password-file", "/no/such/file")]
    [InlineData("mqtt-client-id", "\n")]
    [InlineData("mqtt-mib", "0")]
    [InlineData("mqtt-mib", "many")]
    [InlineData("mqtt-quarantine-seconds", "3601")]
    [InlineData("mqtt-quarantine-seconds", "-1")]
    public void What_is_wrong_is_told_by_its_name_and_without_the_password(string name, string value)
    {
        List<string> faults = [];
        var options = name == "mqtt" ? Read(faults, (name, value)) : Read(faults, ("mqtt", "mqtt://broker"), (name, value));
        faults.AddRange(new MqttOptionsValidator().Validate(null, options).Failures ?? []);
        var fault = string.Join(' ', faults);
        Assert.Contains($"--{name}", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v3/+/devices/+/up", "v3/app@ttn/devices/spot/up", true)]
    [InlineData("v3/+/devices/+/up", "v3/app/devices/spot/down", false)]
    [InlineData("application/#", "application/1/device/2/event/up", true)]
    [InlineData("a/+", "a/b/c", false)]
    [InlineData("a/b/c", "a/b", false)]
    public void Filters_match_as_the_broker_does(string filter, string topic, bool matches) => Assert.Equal(matches, MqttTopic.Matches(filter, topic));

    private static MqttOptions Read(params (string Name, string Value)[] settings)
    {
        List<string> faults = [];
        var options = Read(faults, settings);
        Assert.Empty(faults);
        return options;
    }

    private static MqttOptions Read(List<string> faults, params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value))).Build();
        var options = new MqttOptions();
        MqttSettings.Apply(options, configuration, faults);
        return options;
    }
}
