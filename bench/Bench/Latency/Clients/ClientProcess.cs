using LiveParking.Bench.Measuring;
using LiveParking.Bench.Measuring.Cluster;
using LiveParking.Bench.Measuring.Pictures;
using LiveParking.Bench.Measuring.Processes;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveParking.Bench.Latency.Clients;

/// <summary>Phones, as it were: the stock SignalR client with MessagePack, one connection a camera.</summary>
internal static class ClientProcess
{
    public const string Role = "client";

    public static async Task RunAsync(ClientSettings settings, CancellationToken cancellationToken)
    {
        var watches = await Task.WhenAll(Enumerable.Range(1, settings.Cameras).Select(camera => Watch.BeginAsync(settings.Port, camera, cancellationToken)));
        await Task.WhenAll(watches.Select(watch => watch.First)).WaitAsync(TimeSpan.FromSeconds(40), TimeProvider.System, cancellationToken);
        await Parent.TellReadyAsync();

        var window = await Parent.WindowAsync(cancellationToken);
        foreach (var watch in watches)
            watch.Measure(window);
        var usage = await window.MeasureAsync(cancellationToken);
        var ages = Distribution.Of(watches.SelectMany(watch => watch.Ages));
        await Parent.TellAsync(new ClientReport(ages, watches.Sum(watch => watch.Broken), usage));
        await Parent.WaitAsync(cancellationToken);
    }
}
