using LiveParking.Gateway.Access;
using LiveParking.Gateway.Hosting;
using LiveParking.Gateway.Mqtt;
using LiveParking.Gateway.Quarantine;
using LiveParking.Gateway.Uplinks;
using LiveParking.Hosting.Settings;
using LiveParking.LiveStreams;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway;

/// <summary>
/// The gateway's options from configuration: the sections <c>Gateway</c>, <c>Auth</c>, <c>Mqtt</c>, <c>Quarantine</c>, <c>Uplinks</c> and <c>LiveStreams</c>, and
/// the older names without a section: <c>LIVEPARKING_KEYS</c>, <c>LIVEPARKING_PAGE</c>, <c>mqtt…</c> or <c>LIVEPARKING_MQTT…</c>, <c>mappings</c> or
/// <c>LIVEPARKING_MAPPINGS</c>.
/// </summary>
public static class GatewayConfiguration
{
    /// <summary>All errors of the options and of the listen addresses, each a sentence; empty when all are valid.</summary>
    /// <param name="configuration">The program's configuration.</param>
    /// <param name="configure">Program defaults, applied before the configuration.</param>
    public static IReadOnlyList<string> Faults(IConfiguration configuration, Action<GatewayOptions>? configure = null) =>
        OptionFaults.Find(services =>
        {
            services.AddGatewayConfiguration(configuration, configure);
            services.AddLiveStreamReceiver();
            services.AddSingleton<IValidateOptions<GatewayOptions>>(new ListenRules(configuration));
        });

    /// <summary>Adds the options and their validators.</summary>
    internal static IServiceCollection AddGatewayConfiguration(this IServiceCollection services, IConfiguration configuration, Action<GatewayOptions>? configure)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>());
        services.AddOptions<GatewayOptions>()
            .Configure(options =>
            {
                options.KeysFolder = configuration["LIVEPARKING_KEYS"] ?? options.KeysFolder;
                options.PagePath = configuration["LIVEPARKING_PAGE"] ?? options.PagePath;
                configure?.Invoke(options);
            })
            .BindSection(configuration, "Gateway");

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AuthOptions>, AuthOptionsValidator>());
        services.AddOptions<AuthOptions>().BindSection(configuration, AuthOptions.Section);

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MqttOptions>, MqttOptionsValidator>());
        services.AddOptions<MqttOptions>().BindSection(configuration, MqttSettings.Section).Configure(options => MqttSettings.Apply(options, configuration, []));
        services.AddSingleton<IValidateOptions<MqttOptions>>(new MqttSettings(configuration));

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<QuarantineOptions>, QuarantineOptionsValidator>());
        services.AddOptions<QuarantineOptions>()
            .BindSection(configuration, QuarantineSettings.Section)
            .Configure(options => QuarantineSettings.Apply(options, configuration, []));
        services.AddSingleton<IValidateOptions<QuarantineOptions>>(new QuarantineSettings(configuration));

        services.AddOptions<UplinkOptions>()
            .BindSection(configuration, "Uplinks")
            .Configure(options => options.MappingsFile = OldNames.Find(configuration, "Uplinks:MappingsFile", "mappings", OldNames.Variable("mappings")) ?? options.MappingsFile);
        services.AddSingleton<IValidateOptions<UplinkOptions>, UplinkOptionsValidator>();

        services.AddOptions<LiveStreamOptions>().BindSection(configuration, "LiveStreams");
        return services;
    }
}
