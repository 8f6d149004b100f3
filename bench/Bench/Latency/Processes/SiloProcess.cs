using System.Runtime;
using LiveParking.Bench.Latency.Measuring;
using LiveParking.Bench.Latency.Streams;
using LiveParking.Bench.Measuring;
using LiveParking.Bench.Measuring.Processes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LiveParking.Bench.Latency.Processes;

/// <summary>The silo with the producers.</summary>
internal static class SiloProcess
{
    public const string Role = "silo";

    public static async Task RunAsync(ChildSettings settings, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(settings.Load).AddSingleton(settings.Transport).AddSingleton<Pacer>();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(settings.SiloPort, settings.GatewayPort);
            silo.AddTransport(settings.Transport);
        });
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        await Parent.TellReadyAsync();

        await Parent.WaitAsync(cancellationToken);
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        await Task.WhenAll(Enumerable.Range(0, settings.Load.Streams).Select(
            number => grains.GetGrain<IBenchProducerGrain>(BenchItem.KeyOf(number)).StartAsync(number)));
        var pacer = host.Services.GetRequiredService<Pacer>();
        pacer.Start();
        await Parent.TellReadyAsync();

        while (true)
        {
            pacer.Measure(await Parent.WindowAsync(cancellationToken));
            var usage = await pacer.Window.MeasureAsync(cancellationToken);
            pacer.ThrowIfFailed();
            await Parent.TellAsync(new SiloReport(pacer.Published, usage, GCSettings.IsServerGC));
        }
    }
}
