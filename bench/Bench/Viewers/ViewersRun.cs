using LiveParking.Bench.Measuring.Processes;
using LiveParking.Bench.Measuring.Sockets;
using LiveParking.Bench.Measuring.Viewing;

namespace LiveParking.Bench.Viewers;

/// <summary>Connects the viewers, reports when each has a picture, and measures the requested span.</summary>
internal static class ViewersRun
{
    public static async Task RunAsync(ViewersSettings settings, CancellationToken cancellationToken)
    {
        var tally = new Tally(settings.Viewers);
        using var loop = new ReadinessLoop(End);
        for (var number = 0; number < settings.Viewers; number++)
            loop.Add(Viewer.Connect(settings, number, tally));
        loop.Start();

        await tally.AllHaveOneAsync.WaitAsync(TimeSpan.FromSeconds(40), TimeProvider.System, cancellationToken);
        await Parent.TellReadyAsync();
        var window = await Parent.WindowAsync(cancellationToken);
        tally.Measure(window);
        var usage = await window.MeasureAsync(cancellationToken);
        await Parent.TellAsync(tally.Report(usage));
        await Parent.WaitAsync(cancellationToken);
    }

    /// <summary>A viewer that fails ends the run: the results of the others after that are meaningless.</summary>
    private static void End(Exception failure)
    {
        Console.Error.WriteLine(failure.Message);
        Environment.Exit(1);
    }
}
