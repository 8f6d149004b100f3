using LiveParking.StoreTests.Stores;

namespace LiveParking.StoreTests.Embedded;

/// <summary>Acknowledged writes are there after SIGKILL at any moment.</summary>
public sealed class DurabilityTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The log limit is so low that checkpoints are taken all the time, so that some of the kills hit one.</summary>
    [Fact]
    public async Task Killed_again_and_again_while_writing_every_acknowledged_write_is_there()
    {
        const int Keys = 64, Size = 4000;
        var random = new Random(17);
        for (var life = 0; life < 6; life++)
        {
            await using var writer = WriterProcess.Start(_folder.Path, Keys, Size, memory: 8, log: 8, rounds: 0);
            await writer.Ready;
            var until = random.Next(1, 6000);
            await Eventually.HoldsAsync(() => writer.Count >= until, "the writes");
            await writer.KillAsync();

            await using var store = await Reader.OpenAsync(_folder.Path);
            Reader.AssertHolds(await Reader.ReadAsync(store, Keys, Size), writer.Acknowledged);
        }
    }

    /// <summary>No clean stop in between: each life reads what the killed one before it left.</summary>
    [Fact]
    public async Task Killed_over_and_over_without_a_clean_stop_every_acknowledged_write_is_there()
    {
        const int Keys = 64, Size = 500;
        var acknowledged = new Dictionary<string, long>();
        foreach (var writes in (int[])[1, 400, 30, 2000, 3, 900])
        {
            await using var writer = WriterProcess.Start(_folder.Path, Keys, Size, memory: 8, log: 8, rounds: 0);
            await writer.Ready;
            await Eventually.HoldsAsync(() => writer.Count >= writes, "the writes");
            await writer.KillAsync();
            foreach (var (key, number) in writer.Acknowledged)
            {
                Assert.True(number > acknowledged.GetValueOrDefault(key), $"{key} went back to {number}.");
                acknowledged[key] = number;
            }
        }

        await using var store = await Reader.OpenAsync(_folder.Path);
        Reader.AssertHolds(await Reader.ReadAsync(store, Keys, Size), acknowledged);
    }

    [Fact]
    public async Task Ten_times_its_memory_then_killed_everything_is_read_back()
    {
        const int Keys = 4200, Size = 20_000, Megabytes = 8;
        await using (var writer = WriterProcess.Start(_folder.Path, Keys, Size, memory: Megabytes, log: 16, rounds: 1))
        {
            await writer.Done;
            await writer.KillAsync();
            Assert.Equal(Keys, writer.Acknowledged.Count);
        }

        await using var store = await Reader.OpenAsync(_folder.Path, Megabytes);
        var stored = await Reader.ReadAsync(store, Keys, Size);

        Assert.All(stored.Values, number => Assert.Equal(1, number));
    }

    [Fact]
    public async Task Many_writes_the_log_stays_short()
    {
        const int Keys = 40, Size = 40_000, Rounds = 100, LogMegabytes = 8;
        await using (var writer = WriterProcess.Start(_folder.Path, Keys, Size, memory: 16, log: LogMegabytes, rounds: Rounds))
        {
            await writer.Done;
            await Eventually.HoldsAsync(() => LogFiles() < (LogMegabytes + 32) * 1024 * 1024, "the log is cut");
            await writer.KillAsync();
        }

        await using var store = await Reader.OpenAsync(_folder.Path, 16);
        var stored = await Reader.ReadAsync(store, Keys, Size);
        Assert.All(stored.Values, number => Assert.Equal(Rounds, number));

        long LogFiles() => Directory.EnumerateFiles(Path.Combine(_folder.Path, "store", "AOF"), "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
    }

    [Fact]
    public async Task Torn_end_of_the_log_starts_with_what_is_whole()
    {
        const int Keys = 16, Size = 1000;
        await using (var writer = WriterProcess.Start(_folder.Path, Keys, Size, memory: 8, log: 64, rounds: 0))
        {
            await writer.Ready;
            await Eventually.HoldsAsync(() => writer.Count >= 500, "the writes");
            await writer.KillAsync();
        }

        var log = Path.Combine(_folder.Path, "store", "AOF", "aof.log.0");
        using (var file = new FileStream(log, FileMode.Open))
            file.SetLength(file.Length - (3 * 512) - 100);

        await using var store = await Reader.OpenAsync(_folder.Path);
        var stored = await Reader.ReadAsync(store, Keys, Size);
        Assert.Contains(stored.Values, number => number > 10);
    }
}
