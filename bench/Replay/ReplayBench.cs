using System.Diagnostics;
using System.Globalization;
using LiveParking.Bench.Measuring;
using LiveParking.Bench.Measuring.Processes;
using LiveParking.Replay.Checks;
using LiveParking.Replay.Model;
using LiveParking.Replay.Rows;
using LiveParking.Replay.Sending;
using LiveParking.Testing;

namespace LiveParking.Replay;

/// <summary>Replays a recording over HTTP and compares the result with the rows.</summary>
internal static class ReplayBench
{
    private const int MaxShown = 10;

    /// <summary>Hours are kept for two years.</summary>
    private static readonly TimeSpan HoursKept = TimeSpan.FromDays(730);

    /// <returns>Whether everything holds.</returns>
    public static async Task<bool> RunAsync(ReplayOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        var path = options.File ?? RecordingFinder.Shared(options.Format);
        if (path is null)
        {
            path = RecordingFinder.Generated(folder.Path, options);
            output.WriteLine($"No recording under ../shared/data: a generated one is taken (seed {options.Seed}).");
        }

        var recording = RecordingReader.Read(path, options.Format);
        PrintHead(path, recording, options, output);
        if (options.Url is { } url)
            return await RunAsync(url, options.Token, options, recording, output, cancellationToken);
        await using var system = await OwnSystem.StartAsync(cancellationToken);
        return await RunAsync(system.Address, system.Token, options, recording, output, cancellationToken);
    }

    private static async Task<bool> RunAsync(
        Uri address, string? token, ReplayOptions options, Recording recording, TextWriter output, CancellationToken cancellationToken)
    {
        using var gateway = new GatewayClient(address, token);
        var location = options.Location ?? string.Create(CultureInfo.InvariantCulture, $"replay-{TimeProvider.System.GetUtcNow():yyyyMMdd-HHmmss}");
        await gateway.MakeAsync(location, options, recording.Parks, cancellationToken);
        var history = new HistoryCheck(gateway, location, options.SilentAfter);
        var sender = new RowSender(gateway, location, options, recording, history, output);
        var started = Stopwatch.GetTimestamp();
        await sender.RunAsync(cancellationToken);
        var oldest = recording.End - HoursKept > recording.Start ? recording.End - HoursKept : recording.Start;
        await history.HoursAsync(sender.Levels, oldest, recording.End + options.SilentAfter, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{sender.Tally.Rows:N0} rows in {sender.Requests:N0} requests, {sender.Retries:N0} sent again; sent and checked in {seconds:0.0} s."));
        output.WriteLine();
        sender.Tally.Print(output);
        output.WriteLine();

        var levels = sender.Levels;
        var holds = Say($"every row is accounted for, as predicted, on {levels.Count:N0} levels", sender.Tally.Differences, output);
        holds &= Say("the levels end as their newest rows say", await StatusCheck.RunAsync(gateway, location, levels, cancellationToken), output);
        holds &= Say($"the history equals the rows ({Buckets(history)})", [.. history.Differences], output);
        if (sender.Repeatable > 0)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"-       what an operator sees of the sensors is not compared: {sender.Repeatable:N0} requests may have reached a level twice"));
            return holds;
        }

        var above = levels.Values.Sum(level => level.AboveCapacity);
        var repeated = levels.Values.Sum(level => level.Repeated);
        return Say(
            $"an operator sees it: outcomes of each sensor, {above:N0} times above the capacity, {repeated:N0} noted repetitions",
            await SensorCheck.RunAsync(gateway, location, levels, cancellationToken),
            output) & holds;
    }

    private static void PrintHead(string path, Recording recording, ReplayOptions options, TextWriter output)
    {
        var span = recording.End - recording.Start;
        var other = recording.Parks.Sum(park => park.OtherCapacities);
        output.WriteLine(MachineLine.Now());
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{path}: {recording.Rows.Count:N0} rows of {recording.Parks.Count:N0} car parks, {recording.Start:yyyy-MM-dd HH:mm} to {recording.End:yyyy-MM-dd HH:mm} UTC ({span.TotalDays:0.0} days)."));
        if (other > 0)
            output.WriteLine($"{other:N0} rows name another capacity than the newest row of their car park, whose capacity the level has.");
        output.WriteLine(options.Speed is { } speed
            ? string.Create(CultureInfo.InvariantCulture, $"At {speed:N0} x speed this takes {span / speed:h\\:mm\\:ss}; --speed max goes as fast as the answers come.")
            : "As fast as the answers come.");
    }

    private static string Buckets(HistoryCheck history) =>
        string.Join(", ", history.Buckets.OrderByDescending(pair => pair.Value).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value:N0} of {pair.Key}")));

    private static bool Say(string what, IReadOnlyList<string> differences, TextWriter output)
    {
        output.WriteLine($"{(differences.Count == 0 ? "holds  " : "FAILS  ")} {what}");
        foreach (var difference in differences.Take(MaxShown))
            output.WriteLine($"        {difference}");
        if (differences.Count > MaxShown)
            output.WriteLine($"        and {differences.Count - MaxShown:N0} more");
        return differences.Count == 0;
    }
}
