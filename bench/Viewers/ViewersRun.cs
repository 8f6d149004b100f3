using LiveParking.Measuring.Processes;
using LiveParking.Measuring.Viewing;
using LiveParking.Viewers.Sockets;

namespace LiveParking.Viewers;

/// <summary>Connects the viewers, tells when each has a picture, and measures the span that it is told.</summary>
internal static class ViewersRun
{
    public static async Task RunAsync(ViewersSettings settings, CancellationToken cancel)
    {
        var tally = new Tally(settings.Viewers);
        using var loop = new ReadinessLoop();
        for (var number = 0; number < settings.Viewers; number++)
            loop.Add(Viewer.Connect(settings, number, tally));
        loop.Start();

        await tally.AllHaveOneAsync.WaitAsync(TimeSpan.FromSeconds(40), TimeProvider.System, cancel);
        await Parent.TellReadyAsync();
        var window = await Parent.WindowAsync(cancel);
        tally.Measure(window);
        var usage = await window.MeasureAsync(cancel);
        loop.ThrowIfFailed();
        await Parent.TellAsync(tally.Report(usage));
        await Parent.WaitAsync(cancel);
    }
}
