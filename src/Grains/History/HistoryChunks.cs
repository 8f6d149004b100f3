using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace LiveParking.Grains.History;

/// <summary>The chunks of one level in the store. They are read on demand and not kept in memory.</summary>
internal sealed partial class HistoryChunks(IGrainStorage storage, GrainId grain, ILogger logger)
{
    /// <summary>Bit set of the written minute slots.</summary>
    public uint MinuteSlots { get; private set; }

    /// <summary>Bit set of the written hour slots.</summary>
    public uint HourSlots { get; private set; }

    /// <summary>Adds the written slots of a stored state to the known ones.</summary>
    public void Restore(HistoryState state) => (MinuteSlots, HourSlots) = (MinuteSlots | state.MinuteSlots, HourSlots | state.HourSlots);

    /// <summary>All buckets of the chunks from the first to the last one, inclusive. Each slot is read once.</summary>
    public async Task<SortedDictionary<long, Bucket>> ReadAsync(HistoryRing ring, long first, long last)
    {
        var slots = Enumerable.Range(0, (int)Math.Clamp(last - first + 1, 0, ring.Slots)).Select(i => ring.SlotOf(first + i)).Where(slot => IsWritten(ring, slot));
        var all = new SortedDictionary<long, Bucket>();
        foreach (var chunk in await Task.WhenAll(slots.Select(slot => LoadAsync(ring, slot))))
        {
            if (chunk.State is not { Schema: > 0 } state || state.Place < first || state.Place > last)
                continue;
            foreach (var (at, bucket) in Buckets(ring, chunk, state.Place))
                all[at] = bucket;
        }

        return all;
    }

    /// <summary>
    /// Adds buckets to a chunk and returns all of its buckets. An older chunk in its slot is overwritten; a newer one stays. A bucket of less known
    /// time does not replace one of more: it was made of minutes that are partly gone.
    /// </summary>
    public async Task<SortedDictionary<long, Bucket>> MergeAsync(HistoryRing ring, long place, IEnumerable<KeyValuePair<long, Bucket>> changes)
    {
        var slot = ring.SlotOf(place);
        var chunk = await LoadAsync(ring, slot);
        var buckets = Buckets(ring, chunk, place);
        foreach (var (at, bucket) in changes)
            buckets.SetUnlessLessKnown(at, bucket);
        if (chunk.State is { Schema: > 0 } found && found.Place > place)
            return buckets;
        chunk.State = new HistoryChunkState
        {
            Schema = HistoryChunkState.CurrentSchema,
            Place = place,
            Data = Packed.Pack(BucketCodec.Encode([.. buckets], place * ring.Length)),
        };
        Mark(ring, slot);
        await storage.WriteStateAsync(ring.StateName(slot), grain, chunk);
        return buckets;
    }

    /// <summary>Removes the chunks of all slots, also of one that a silo wrote just before it died, which no stored state lists.</summary>
    public async Task ClearAsync()
    {
        foreach (var ring in new[] { HistoryRing.Minutes, HistoryRing.Hours })
        {
            for (var slot = 0; slot < ring.Slots; slot++)
            {
                var chunk = await LoadAsync(ring, slot);
                if (chunk.RecordExists)
                    await storage.ClearStateAsync(ring.StateName(slot), grain, chunk);
            }
        }

        (MinuteSlots, HourSlots) = (0, 0);
    }

    private async Task<GrainState<HistoryChunkState>> LoadAsync(HistoryRing ring, int slot)
    {
        var chunk = new GrainState<HistoryChunkState>(new HistoryChunkState());
        await storage.ReadStateAsync(ring.StateName(slot), grain, chunk);
        Storage.StoredSchema.Require(chunk.State?.Schema ?? 0, HistoryChunkState.CurrentSchema, $"{grain} {ring.StateName(slot)}");
        return chunk;
    }

    private SortedDictionary<long, Bucket> Buckets(HistoryRing ring, GrainState<HistoryChunkState> chunk, long place)
    {
        var buckets = new SortedDictionary<long, Bucket>();
        if (chunk.State is not { Schema: > 0 } state || state.Place != place)
            return buckets;
        try
        {
            foreach (var (at, bucket) in BucketCodec.Decode(Packed.Unpack(state.Data), place * ring.Length))
                buckets[at] = bucket;
        }
        catch (InvalidDataException error)
        {
            // A damaged chunk becomes a gap; it must not prevent new data from being stored.
            Log.Damaged(logger, grain, ring.StateName(ring.SlotOf(place)), error.Message);
            buckets.Clear();
        }

        return buckets;
    }

    private bool IsWritten(HistoryRing ring, int slot) => ((ring == HistoryRing.Minutes ? MinuteSlots : HourSlots) >> slot & 1) != 0;

    private void Mark(HistoryRing ring, int slot)
    {
        if (ring == HistoryRing.Minutes)
            MinuteSlots |= 1U << slot;
        else
            HourSlots |= 1U << slot;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The state {State} of {Grain} is damaged and left out: {Reason}")]
        public static partial void Damaged(ILogger logger, GrainId grain, string state, string reason);
    }
}
