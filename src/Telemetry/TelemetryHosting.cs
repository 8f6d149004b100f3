using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using LiveParking.Hosting.Settings;
using LiveParking.LiveStreams;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LiveParking.Telemetry;

/// <summary>Adds OpenTelemetry and the management port to a program.</summary>
public static class TelemetryHosting
{
    /// <summary>Share of readings, frames and requests that are traced when none is configured.</summary>
    private const double UsualShare = 0.01;

    /// <summary>
    /// Adds metrics and the management port. Traces, logs and metrics go to an OTLP receiver where one is named by the standard setting <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>; the
    /// other <c>OTEL_…</c> settings of OpenTelemetry count too, <c>OTEL_TRACES_SAMPLER_ARG</c> for the share that is traced, 0 to 1.
    /// </summary>
    /// <param name="builder">The program.</param>
    /// <param name="service">What the program is: <c>live-parking-gateway</c>.</param>
    public static IHostApplicationBuilder AddLiveParkingTelemetry(this IHostApplicationBuilder builder, string service)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<ManagementOptions>().BindSection(builder.Configuration, ManagementOptions.Section).ValidateDataAnnotations();
        builder.Services.AddSingleton<ManagementServer>();
        // First of all hosted services: health says why the others have not started.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(services => services.GetRequiredService<ManagementServer>()));
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service, "live-parking", VersionOf()))
            .WithMetrics(metrics => metrics
                .AddMeter("LiveParking.*", "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections", "System.Runtime")
                // A scrape tells what is now, not what was 0.3 s ago.
                .AddPrometheusExporter(exporter => exporter.ScrapeResponseCacheDurationMilliseconds = 0));
        // Meters of other programs in this process, which only tests have, are not this program's.
        builder.Services.ConfigureOpenTelemetryMeterProvider((services, metrics) =>
        {
            var own = services.GetRequiredService<IMeterFactory>();
            metrics.AddView(instrument => instrument.Meter.Scope is { } scope && scope != own ? MetricStreamConfiguration.Drop : null);
        });
        if (!SendsToReceiver(builder.Configuration))
            return builder;
        // What is traced is decided here, and not by the headers of whoever calls from outside. Calls of grains do not carry their trace in HTTP headers.
        builder.Services.AddSingleton<DistributedContextPropagator>(new GrainCallPropagator());
        DistributedContextPropagator.Current = new GrainCallPropagator();
        Sdk.SetDefaultTextMapPropagator(new NoPropagator());
        var share = builder.Configuration.GetValue("OTEL_TRACES_SAMPLER_ARG", UsualShare);
        telemetry.WithMetrics(metrics => metrics.AddOtlpExporter());
        telemetry.WithTracing(traces => traces
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(Math.Clamp(share, 0, 1))))
            .AddSource(LiveTraces.SourceName, "LiveParking.*", "Microsoft.Orleans.Runtime", "Microsoft.Orleans.Application")
            .AddAspNetCoreInstrumentation(requests => requests.Filter = http => !http.Request.Path.StartsWithSegments("/health") && !http.Request.Path.StartsWithSegments("/hubs"))
            .AddOtlpExporter());
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.AddProcessor(new PlaceFields());
            logs.AddOtlpExporter();
        });
        return builder;
    }

    /// <summary>Whether an OTLP receiver is named, so that traces are worth making.</summary>
    public static bool SendsToReceiver(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration["OTEL_SDK_DISABLED"] is not "true"
            && !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
    }

    private static string? VersionOf() => typeof(TelemetryHosting).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
