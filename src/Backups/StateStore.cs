using System.Text;
using LiveParking.Hosting.Redis;
using StackExchange.Redis;

namespace LiveParking.Backups;

/// <summary>The stored state of a system as a whole, in Redis or in the embedded store.</summary>
public sealed class StateStore : IAsyncDisposable
{
    /// <summary>Keys a command names, or states that are written together.</summary>
    private const int Batch = 500;

    /// <summary>How often a transaction is tried again because states were created since their keys were listed.</summary>
    private const int Tries = 20;

    /// <summary>A transaction over all states takes longer than a command.</summary>
    private const int TimeoutMilliseconds = 300_000;

    /// <summary>The keys of all states, as one command.</summary>
    private const string ListKeys =
        """
        local keys = {}
        local cursor = '0'
        repeat
          local page = redis.call('SCAN', cursor, 'MATCH', ARGV[1], 'COUNT', 1000)
          cursor = page[1]
          for _, key in ipairs(page[2]) do keys[#keys + 1] = key end
        until cursor == '0'
        return keys
        """;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private readonly ConnectionMultiplexer _connection;
    private readonly ConfigurationOptions _options;
    private readonly string _prefix;
    private readonly RedisKey _restoring;

    private StateStore(ConnectionMultiplexer connection, ConfigurationOptions options, string serviceId)
    {
        _connection = connection;
        _options = options;
        _prefix = $"{serviceId}/state/";
        _restoring = $"{serviceId}/restoring";
    }

    private IDatabase Database => _connection.GetDatabase();

    /// <summary>Connects.</summary>
    /// <param name="redis">As for <see cref="RedisConnection.Parse"/>.</param>
    /// <param name="serviceId">The service id: the prefix of all keys.</param>
    /// <exception cref="BackupException">The store can't be reached.</exception>
    public static async Task<StateStore> ConnectAsync(string redis, string serviceId)
    {
        if (RedisConnection.Fault(redis) is { } fault)
            throw new BackupException(fault);
        var options = RedisConnection.Parse(redis);
        options.AbortOnConnectFail = true;
        options.AsyncTimeout = options.SyncTimeout = TimeoutMilliseconds;
        try
        {
            return new StateStore(await ConnectionMultiplexer.ConnectAsync(options), options, serviceId);
        }
        catch (RedisException exception)
        {
            throw new BackupException(RedisConnection.DescribeFailure(options, exception), exception);
        }
    }

    /// <summary>
    /// Reads all states as they are at one moment, while others write: in one transaction, which lists the keys again. Redis answers nobody else meanwhile,
    /// for 200,000 states 1.3 s.
    /// </summary>
    /// <returns>The states in the order of their keys.</returns>
    /// <exception cref="BackupException">Redis is not available, or does not allow it.</exception>
    public Task<IReadOnlyList<StoredState>> ReadAtOneMomentAsync() => WithAnswersAsync<IReadOnlyList<StoredState>>(async () =>
    {
        var keys = await KeysAsync();
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var transaction = Database.CreateTransaction();
            var listed = transaction.ScriptEvaluateAsync(ListKeys, [], [Pattern]);
            var hashes = keys.Select(key => transaction.HashGetAllAsync(key)).ToList();
            await transaction.ExecuteAsync();
            var all = (RedisKey[])(await listed)!;
            if (all.ToHashSet().IsSubsetOf(keys))
                return await StatesAsync(keys, hashes);
            keys = all.ToHashSet();
        }

        throw new BackupException("States are created faster than they can be read: try again when fewer locations are added.");
    });

    /// <summary>Reads all states while nobody writes.</summary>
    /// <returns>The states in the order of their keys.</returns>
    /// <exception cref="BackupException">The store is not available, or does not allow it.</exception>
    public Task<IReadOnlyList<StoredState>> ReadAsync() => WithAnswersAsync<IReadOnlyList<StoredState>>(async () =>
    {
        List<StoredState> states = [];
        foreach (var keys in (await KeysAsync()).Chunk(Batch))
            states.AddRange(await StatesAsync(keys, [.. keys.Select(key => Database.HashGetAllAsync(key))]));
        states.Sort((one, other) => string.CompareOrdinal(one.Key, other.Key));
        return states;
    });

    /// <summary>Whether a restore has begun and has not finished: what is there is a part.</summary>
    public Task<bool> IsRestoringAsync() => WithAnswersAsync(() => Database.KeyExistsAsync(_restoring));

    /// <summary>Writes all states into an empty store, reads them back and compares. After an interruption it can be called again.</summary>
    /// <param name="states">The states.</param>
    /// <param name="where">What the store is called in messages.</param>
    /// <param name="writeFiles">Writes what belongs to the states, after the store was found empty. Until it has done so, the restore has not finished.</param>
    /// <exception cref="BackupException">The store is not empty or not available, or does not hold what was written.</exception>
    public Task RestoreAsync(IReadOnlyList<StoredState> states, string where, Action? writeFiles = null) => WithAnswersAsync(async () =>
    {
        if (!await IsRestoringAsync() && (await KeysAsync()).Count is > 0 and var count)
            throw new BackupException($"{where} holds {count} states already: restore into an empty one.");
        await Database.StringSetAsync(_restoring, "yes");
        writeFiles?.Invoke();
        foreach (var batch in states.Chunk(Batch))
        {
            await Task.WhenAll(batch.Select(state => Database.HashSetAsync(
                _prefix + state.Key, [.. state.Fields.Select(field => new HashEntry(field.Key, field.Value))])));
        }

        if (!(await ReadAsync()).SequenceEqual(states))
            throw new BackupException($"{where} does not hold what was written: is something else writing to it? Empty it and restore again.");
        await Database.KeyDeleteAsync(_restoring);
        return true;
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private RedisValue Pattern => Escape(_prefix) + "*";

    private async Task<IReadOnlyCollection<RedisKey>> KeysAsync()
    {
        HashSet<RedisKey> keys = [];
        foreach (var server in _connection.GetServers().Where(server => server.IsConnected && !server.IsReplica))
        {
            await foreach (var key in server.KeysAsync(pattern: Pattern, pageSize: 1000))
                keys.Add(key);
        }

        return keys;
    }

    private async Task<IReadOnlyList<StoredState>> StatesAsync(IEnumerable<RedisKey> keys, IReadOnlyList<Task<HashEntry[]>> hashes)
    {
        List<StoredState> states = [];
        foreach (var (key, entries) in keys.Zip(await Task.WhenAll(hashes)))
        {
            // A key that was removed since the list was made.
            if (entries.Length > 0)
                states.Add(StateOf(key!, entries));
        }

        states.Sort((one, other) => string.CompareOrdinal(one.Key, other.Key));
        return states;
    }

    private StoredState StateOf(string key, HashEntry[] entries)
    {
        try
        {
            return new StoredState(key[_prefix.Length..], entries.ToDictionary(entry => (string)entry.Name!, entry => Utf8.GetString((byte[])entry.Value!)));
        }
        catch (DecoderFallbackException exception)
        {
            throw new BackupException($"The state '{key}' is no text: see which program wrote it.", exception);
        }
    }

    private static string Escape(string text) => string.Concat(text.Select(letter => letter is '*' or '?' or '[' or ']' or '\\' ? $"\\{letter}" : letter.ToString()));

    private async Task<T> WithAnswersAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            throw new BackupException(RedisConnection.DescribeFailure(_options, exception), exception);
        }
    }
}
