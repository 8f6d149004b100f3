using LiveParking.Gateway.Mqtt;
using LiveParking.Hosting.Clustering;
using LiveParking.Hosting.Doctor;
using LiveParking.Hosting.Settings;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Hosting;

/// <summary>The command <c>doctor</c> of a gateway: whether this machine has what the gateway needs.</summary>
public static class GatewayDoctor
{
    private const string JsonOption = "--json";

    /// <summary>The checks of a gateway that do not depend on how it finds its cluster: broker and certificate.</summary>
    /// <param name="configuration">The configuration that the gateway would have.</param>
    public static IReadOnlyList<(string Name, Func<Task<IReadOnlyList<Finding>>> FindAsync)> Checks(IConfiguration configuration)
    {
        using var services = new ServiceCollection().AddGatewayConfiguration(configuration, null).BuildServiceProvider();
        List<(string, Func<Task<IReadOnlyList<Finding>>>)> checks = [];
        if (Value<MqttOptions>(services) is { Broker: { } broker } mqtt)
        {
            checks.Add(("broker", async () =>
                [await MachineChecks.ReachAsync("broker", "The MQTT broker", broker.Host, mqtt.Port, "Is it running, and does --mqtt name the right host and port?")]));
        }

        if (Value<GatewayOptions>(services)?.Certificate.Path is { } certificate)
            checks.Add(("certificates", () => Task.FromResult<IReadOnlyList<Finding>>([MachineChecks.Certificate("of the gateway (Gateway:Certificate)", certificate, TimeProvider.System.GetUtcNow())])));
        return checks;
    }

    /// <summary>Runs all checks of a gateway in its own process.</summary>
    /// <param name="arguments">The command line after <c>doctor</c>.</param>
    /// <returns>The exit code: 0 when nothing is at fault.</returns>
    internal static Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var sources = SettingSources.Take([.. arguments.Where(argument => argument != JsonOption)]);
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables();
        List<string> faults = [.. GatewayArguments.Faults(sources.OtherArguments), .. sources.AddTo(configuration), .. ClusterClientHosting.Faults(configuration), .. GatewayConfiguration.Faults(configuration)];
        List<(string, Func<Task<IReadOnlyList<Finding>>>)> checks =
        [
            DoctorReport.Settings(faults),
            ("redis", () => RedisChecks.FindAsync(configuration.GetConnectionString("Redis"))),
            .. Checks(configuration),
        ];
        var identity = new ClusterIdentity();
        SectionBinder.Bind(configuration.GetSection("Cluster"), identity, []);
        if (identity.Tls.IsSet)
            checks.Add(("certificates", () => Task.FromResult<IReadOnlyList<Finding>>([MachineChecks.Certificate("of this machine (Cluster:Tls)", identity.Tls.Certificate, TimeProvider.System.GetUtcNow())])));
        return DoctorReport.RunAsync(checks, arguments.Contains(JsonOption), Console.Out);
    }

    /// <summary>Options that are not valid have their faults among the settings.</summary>
    private static T? Value<T>(IServiceProvider services)
        where T : class
    {
        try
        {
            return services.GetRequiredService<IOptions<T>>().Value;
        }
        catch (OptionsValidationException)
        {
            return null;
        }
    }
}
