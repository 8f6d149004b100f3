using LiveParking.Bench.Frames.Servers;
using LiveParking.Bench.Measuring.Processes;
using LiveParking.Testing;

namespace LiveParking.Bench.Frames;

/// <summary>
/// Starts every server once for each size, each in a separate process that is idle until it is watched. Then measures
/// all cells in turns, so that changes on the machine affect all of them.
/// </summary>
internal static class FramesBench
{
    public static async Task<int> RunAsync(Plan plan, CancellationToken cancellationToken)
    {
        var wanted = ServerKinds.All.Where(kind => plan.Peers.Contains(kind.Name)).ToList();
        var missing = wanted.Select(kind => (kind, Reason: kind.Missing())).Where(pair => pair.Reason is not null).ToList();
        var present = wanted.Except(missing.Select(pair => pair.kind)).ToList();
        var samples = new Dictionary<Cell, List<Sample>>();
        try
        {
            foreach (var size in plan.Sizes)
                await MeasureAsync(plan, present, size, samples, cancellationToken);
        }
        catch (ChildFailedException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }

        FramesTable.Print(plan, samples, [.. missing.Select(pair => $"{pair.kind.Title}: missing, {pair.Reason}")], Console.Out);
        return missing.Count == 0 && samples.Values.All(repeats => repeats.TrueForAll(sample => sample.Broken == 0)) ? 0 : 1;
    }

    private static async Task MeasureAsync(
        Plan plan, List<ServerKind> kinds, int size, Dictionary<Cell, List<Sample>> samples, CancellationToken cancellationToken)
    {
        using var work = new TempFolder();
        var film = work["film"];
        await using (var maker = await ChildProcess.StartAsync(
            "film", ChildProcess.Program("Bench", "film", "--folder", film, "--size", $"{size}"), cancellationToken))
        {
            // It is ready when it has made all.
        }

        var servers = new List<(ServerKind Kind, IFrameServer Server)>();
        try
        {
            foreach (var kind in kinds)
                servers.Add((kind, await kind.StartAsync(work, film, plan.Rate, cancellationToken)));
            if (plan.Settle > 0)
                await SettleAsync(plan, servers, size, cancellationToken);
            for (var turn = 0; turn < plan.Repeat; turn++)
            {
                foreach (var viewers in plan.Viewers)
                {
                    foreach (var (kind, server) in servers)
                        await MeasureAsync(plan, kind, server, new Cell(kind.Name, size, viewers), turn, samples, cancellationToken);
                }
            }
        }
        finally
        {
            foreach (var (_, server) in servers)
                await server.DisposeAsync();
        }
    }

    /// <summary>
    /// Runs each server for a while before the measurement: .NET and Node compile frequently used code a second time, and the server that is
    /// measured first would pay for that.
    /// </summary>
    private static async Task SettleAsync(Plan plan, List<(ServerKind Kind, IFrameServer Server)> servers, int size, CancellationToken cancellationToken)
    {
        foreach (var (kind, server) in servers.Where(pair => pair.Kind.Name != ServerKinds.Sketch))
        {
            await Console.Error.WriteLineAsync($"Settling: {size / 1000} KB, {kind.Title} …");
            await CellMeasuring.MeasureAsync(plan with { Seconds = plan.Settle, Warmup = 1 }, server, new Cell(kind.Name, size, plan.Viewers.Max()), cancellationToken);
        }
    }

    private static async Task MeasureAsync(
        Plan plan, ServerKind kind, IFrameServer server, Cell cell, int turn, Dictionary<Cell, List<Sample>> samples, CancellationToken cancellationToken)
    {
        if (kind.Name == ServerKinds.Sketch)
        {
            // It has its own size, and few viewers: one cell is all there is to see.
            if (cell.Size != plan.Sizes[0] || cell.Viewers != plan.Viewers[0])
                return;
            cell = cell with { Viewers = plan.SketchViewers };
        }

        await Console.Error.WriteLineAsync($"{turn + 1} of {plan.Repeat}: {cell.Size / 1000} KB, {cell.Viewers} viewers, {kind.Title} …");
        var sample = await CellMeasuring.MeasureAsync(plan, server, cell, cancellationToken);
        if (!samples.TryGetValue(cell, out var all))
            samples.Add(cell, all = []);
        all.Add(sample);
    }
}
