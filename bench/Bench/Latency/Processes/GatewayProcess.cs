using LiveParking.Bench.Latency.Measuring;
using LiveParking.Bench.Latency.Streams;
using LiveParking.Bench.Measuring;
using LiveParking.Bench.Measuring.Processes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace LiveParking.Bench.Latency.Processes;

/// <summary>The receiving process: an Orleans client, as a gateway is one.</summary>
internal static class GatewayProcess
{
    public const string Role = "gateway";

    public static async Task RunAsync(ChildSettings settings, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client =>
        {
            client.UseLocalhostClustering(settings.GatewayPort);
            client.AddTransport(settings.Transport);
        });
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);

        var streams = host.Services.GetRequiredService<IClusterClient>().GetStreamProvider(settings.Transport.Provider);
        var fast = Enumerable.Range(0, settings.Load.Streams).Select(_ => new Arrivals(Moment.Sent, TimeSpan.Zero)).ToList();
        var slow = Enumerable.Range(0, settings.Load.Slow).Select(_ => new Arrivals(Moment.Arrived, Load.SlowHandling)).ToList();

        await SubscribeAsync(streams, fast);
        await Parent.TellReadyAsync();
        await MeasureAsync(fast, slow, cancellationToken);

        await Parent.WaitAsync(cancellationToken);
        await SubscribeAsync(streams, slow);
        await Parent.TellReadyAsync();
        await MeasureAsync(fast, slow, cancellationToken);
        await Parent.WaitAsync(cancellationToken);
    }

    private static async Task SubscribeAsync(IStreamProvider streams, List<Arrivals> subscribers)
    {
        foreach (var (number, subscriber) in subscribers.Index())
            await streams.GetStream<BenchItem>(BenchItem.StreamOf(number)).SubscribeAsync(subscriber);
    }

    private static async Task MeasureAsync(List<Arrivals> fast, List<Arrivals> slow, CancellationToken cancellationToken)
    {
        var window = await Parent.WindowAsync(cancellationToken);
        foreach (var subscriber in fast.Concat(slow))
            subscriber.Measure(window);
        var usage = await window.MeasureAsync(cancellationToken);
        await Parent.TellAsync(new GatewayReport(Ages(fast), Ages(slow), usage));
    }

    private static Distribution Ages(List<Arrivals> subscribers) => Distribution.Of(subscribers.SelectMany(subscriber => subscriber.Ages));
}
