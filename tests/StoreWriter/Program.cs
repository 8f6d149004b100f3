using LiveParking.EmbeddedStore;
using LiveParking.StoreWriter;

// Usage: DATA_FOLDER KEYS SIZE MEMORY_MB LOG_MB ROUNDS
// Writes KEYS states of SIZE characters, ROUNDS times each or for ever (0), eight at a time. Says on standard output
// "ready", then "ack KEY NUMBER" after each answer, then "done"; it then waits to be killed. "error: …" and exit code 1 when it cannot start.
var (folder, keys, size, rounds) = (args[0], int.Parse(args[1]), int.Parse(args[2]), long.Parse(args[5]));
var options = new EmbeddedStoreOptions
{
    DataFolder = folder,
    MemoryMegabytes = int.Parse(args[3]),
    LogLimitMegabytes = int.Parse(args[4]),
    LogCheckInterval = TimeSpan.FromMilliseconds(100),
};
using var loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning));
try
{
    await using var store = await StoreServer.StartAsync(options, loggers, TimeProvider.System);
    await using var client = await StorageClient.ConnectAsync(store.ConnectionString, store.FlushAsync);
    await using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = false };
    var say = new Lock();
    Say("ready");
    const int Writers = 8;
    await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer))));
    Say("done");
    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
    return 0;

    async Task WriteAsync(int writer)
    {
        var mine = new List<(string Key, GrainState<Note> State)>();
        for (var i = writer; i < keys; i += Writers)
        {
            var state = new GrainState<Note>(new Note());
            await client.Storage.ReadStateAsync("state", GrainId.Create("note", $"k{i}"), state);
            mine.Add(($"k{i}", state));
        }

        for (long round = 0; rounds == 0 || round < rounds; round++)
        {
            foreach (var (key, state) in mine)
            {
                var next = Note.Create(key, state.State!.Number + 1, size);
                state.State = next;
                await client.Storage.WriteStateAsync("state", GrainId.Create("note", key), state);
                Say($"ack {key} {next.Number}");
            }
        }
    }

    void Say(string line)
    {
        lock (say)
        {
            output.Write(line + "\n");
            output.Flush();
        }
    }
}
catch (EmbeddedStoreException exception)
{
    Console.WriteLine($"error: {exception.Message}");
    return 1;
}
