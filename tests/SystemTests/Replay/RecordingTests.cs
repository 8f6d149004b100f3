using System.Globalization;
using LiveParking.Replay;
using LiveParking.Replay.Checks;
using LiveParking.Replay.Model;
using LiveParking.Replay.Rows;
using LiveParking.Replay.Sending;
using LiveParking.SystemTests.Processes;
using Xunit.Abstractions;

namespace LiveParking.SystemTests.Replay;

/// <summary>Runs <c>bench/run replay</c> on a standalone system: recordings of years ago through HTTP.</summary>
public sealed class RecordingTests(ITestOutputHelper log)
{
    /// <summary>Some 200,000 rows, half a minute or so.</summary>
    private const long LargestFile = 10_000_000;

    [Fact]
    public async Task A_recording_is_accounted_for_row_by_row_and_its_history_equals_the_rows()
    {
        await using var system = new StandaloneSystem("--no-demo");
        await system.StartAsync();
        using var folder = new TempFolder();
        var generated = new ReplayOptions { GeneratedParks = 8, GeneratedDays = 6, Seed = 7, Speed = null, Batch = 100 };
        generated = generated with { File = RecordingFinder.Generated(folder.Path, generated), Url = system.Address, Token = system.Operator.Token };
        await RequireHoldsAsync(generated with { Location = "generated" });
        await RequireToldAsync(generated with { Location = "generated" });

        // One level, faster than its history can be summed up.
        var crowd = folder["crowd.csv"];
        await File.WriteAllLinesAsync(crowd, Crowd(12_000));
        await RequireHoldsAsync(generated with { Location = "crowd", File = crowd, Batch = 1_000, ChecksMinutes = false });

        // The whole real recording, if there is one beside the repository.
        if (RecordingFinder.Shared(generated.Format) is { } real && new FileInfo(real).Length < LargestFile)
            await RequireHoldsAsync(generated with { Location = "real", File = real, Batch = 500 });
    }

    /// <summary>Rows of which the system knows nothing: every check has to say so.</summary>
    private static async Task RequireToldAsync(ReplayOptions options)
    {
        using var gateway = new GatewayClient(options.Url!, options.Token);
        var recording = RecordingReader.Read(options.File!, options.Format);
        var level = new LevelModel(recording.Parks[0].Capacity);
        var at = recording.Start.AddDays(2);
        Assert.Equal(Outcome.Accepted, level.Take("never-sent", new RecordedRow(0, "p", "p", null, "1", "", at), TimeProvider.System.GetUtcNow()));
        var levels = new Dictionary<string, LevelModel> { [recording.Parks[0].Level] = level };
        var history = new HistoryCheck(gateway, options.Location!, options.SilentAfter) { Timeout = TimeSpan.Zero };

        await history.MinutesAsync(levels, recording.Start, recording.End, CancellationToken.None);
        Assert.Contains(history.Differences, difference => difference.Contains("instead of", StringComparison.Ordinal));
        Assert.NotEmpty(await StatusCheck.RunAsync(gateway, options.Location!, levels, CancellationToken.None));
        Assert.NotEmpty(await SensorCheck.RunAsync(gateway, options.Location!, levels, CancellationToken.None));
    }

    private static IEnumerable<string> Crowd(int rows) =>
        Enumerable.Range(0, rows)
            .Select(row => string.Create(
                CultureInfo.InvariantCulture, $"P1,1000,{row * 7919 % 1100},{new DateTime(2016, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(29 * row):yyyy-MM-ddTHH:mm:ss}Z"))
            .Prepend("park,capacity,occupied,time");

    private async Task RequireHoldsAsync(ReplayOptions options)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var holds = await ReplayBench.RunAsync(options, output, CancellationToken.None);
        log.WriteLine(output.ToString());
        Assert.True(holds, output.ToString());
    }
}
