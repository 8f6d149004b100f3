using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using LiveParking.Grains.Concurrency;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace LiveParking.Grains.Audit;

/// <summary>
/// One period of a trail. The newest entries are its own state; older ones are in chunks, so that an entry does not rewrite the whole period. Reentrant so
/// that entries which arrive during a store write share the next one.
/// </summary>
[GrainType("audit-period"), Reentrant]
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore without wait handle holds nothing to free.")]
internal sealed class AuditPeriodGrain(
    [PersistentState("entries", StorageNames.Parking)] IPersistentState<AuditPeriodState> stored,
    TimeProvider timeProvider,
    ILogger<AuditPeriodGrain> logger) : Grain, IAuditPeriodGrain
{
    /// <summary>The newest chunks, in which an entry can be that is sent again: a caller gives up long before more are filled.</summary>
    private const int NewestChunks = 3;

    /// <summary>The ids in the newest chunks.</summary>
    private readonly RecentIds _inChunks = new(NewestChunks * AuditRules.ChunkEntries);

    private readonly SemaphoreSlim _sealing = new(1);
    private CoalescedState<AuditPeriodState> _state = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        StoredSchema.Require(stored.State.Schema, AuditPeriodState.CurrentSchema, this.GetPrimaryKeyString());
        _state = new CoalescedState<AuditPeriodState>(new PersistentUnit<AuditPeriodState>(stored), timeProvider, logger);
        for (var chunk = Math.Max(0, _state.Newest.Chunks - NewestChunks); chunk < _state.Newest.Chunks; chunk++)
            _inChunks.Add(await Chunk(chunk).GetAsync());
    }

    public async Task AddAsync(IReadOnlyList<AuditEntry> entries)
    {
        await ChangeAsync(state => state with { Entries = entries.Where(entry => !_inChunks.Contains(entry.Id)).Aggregate(state.Entries, AuditRules.Add) });
        if (_state.Newest.Entries.Count >= AuditRules.MaxOpenEntries)
            await SealAsync();
    }

    public async Task EndAsync(IReadOnlyList<AuditEnd> ends)
    {
        List<AuditEnd> left = [];
        await ChangeAsync(state =>
        {
            // Entries that are moved into a chunk by a write that is under way are in the chunk.
            left = [.. ends.Where(end => !state.Entries.Exists(entry => entry.Id == end.Id))];
            return state with { Entries = ends.Aggregate(state.Entries, AuditRules.End) };
        });
        for (var chunk = _state.Newest.Chunks - 1; chunk >= 0 && left.Count > 0; chunk--)
        {
            var ended = await Chunk(chunk).EndAsync(left);
            left.RemoveAll(end => ended.Contains(end.Id));
        }
    }

    public async Task<IReadOnlyList<AuditEntry>> FindAsync(AuditQuery query)
    {
        var found = Matching(_state.Newest.Entries, query);
        // The chunks are in the order in which entries arrived, which is almost that of their times: one chunk more is read than is needed.
        var enough = false;
        for (var chunk = _state.Newest.Chunks - 1; chunk >= 0 && !enough; chunk--)
        {
            enough = found.Count > query.Limit;
            found.AddRange(Matching(await Chunk(chunk).GetAsync(), query));
        }

        return [.. AuditRules.NewestFirst(found).Take(query.Limit + 1)];
    }

    public async Task ForgetAsync()
    {
        for (var chunk = 0; chunk < _state.Newest.Chunks; chunk++)
            await Chunk(chunk).ForgetAsync();
        await ChangeAsync(_ => new AuditPeriodState());
    }

    private static List<AuditEntry> Matching(IEnumerable<AuditEntry> entries, AuditQuery query) => [.. entries.Where(entry => AuditRules.Matches(entry, query))];

    /// <summary>Moves the oldest entries into a chunk. The chunk is stored first; a process that dies then stores the same chunk again.</summary>
    private async Task SealAsync()
    {
        using var turn = await AsyncLock.TakeAsync(_sealing);
        while (_state.Newest.Entries.Count >= AuditRules.MaxOpenEntries)
        {
            var (chunk, oldest) = (_state.Newest.Chunks, _state.Newest.Entries.GetRange(0, AuditRules.ChunkEntries));
            await Chunk(chunk).SetAsync(oldest);
            // An entry that ended while the chunk was written is not in it as it is now: then the chunk is written again.
            await ChangeAsync(state =>
            {
                if (!state.Entries.Take(oldest.Count).SequenceEqual(oldest))
                    return state;
                _inChunks.Add(oldest);
                return state with { Chunks = chunk + 1, Entries = state.Entries.RemoveRange(0, oldest.Count) };
            });
        }
    }

    private Task ChangeAsync(Func<AuditPeriodState, AuditPeriodState> change) => _state.ChangeAsync(
        state => change(state) is var next && next == state ? state : next with { Schema = AuditPeriodState.CurrentSchema }, DeactivateOnIdle);

    private IAuditChunkGrain Chunk(int number) =>
        GrainFactory.GetGrain<IAuditChunkGrain>(string.Create(CultureInfo.InvariantCulture, $"{this.GetPrimaryKeyString()}/{number}"));
}
