using System.Globalization;
using LiveParking.Grains.Audit;
using LiveParking.Grains.Changes;
using LiveParking.Grains.Hosting;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Quarantine;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Serialization.Invocation;

namespace LiveParking.Grains.Quarantine;

/// <summary>
/// Keeps the list of messages in quarantine. Each payload has its own state, so that adding one does not rewrite the others. A payload is stored
/// before its entry and cleared after it, so an entry always has its payload. Calls are sequential.
/// </summary>
[GrainType("quarantine")]
internal sealed partial class QuarantineGrain(
    [PersistentState("entries", StorageNames.Parking)] IPersistentState<QuarantineState> stored,
    TimeProvider timeProvider,
    ILogger<QuarantineGrain> logger) : Grain, IQuarantineGrain, IAuditedGrain
{
    private const int SlotsTried = 3;

    private NewestSender<AlarmReport> _alarms = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        OnlyKey.Require(this, IQuarantineGrain.Key);
        StoredSchema.Require(stored.State.Schema, QuarantineState.CurrentSchema, "quarantine");
        _alarms = new NewestSender<AlarmReport>(GrainFactory.GetAlarms(null).ReportAsync, error => Log.NotReported(logger, error.Message), timeProvider);
        _alarms.Offer(QuarantineConditions.Of(stored.State.Entries.Count));
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _alarms.Stop();
        return Task.CompletedTask;
    }

    public async Task<QuarantineAddition> AddAsync(QuarantinedMessage message, QuarantineLimits limits)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(limits);
        var id = QuarantineRules.IdOf(message.Topic, message.Payload);
        if (Find(id) is { } known)
        {
            await StoreAsync(QuarantineRules.FailedAgain(stored.State, known, message.Reason, message.Tries));
            return new QuarantineAddition(Find(id)!.Entry, IsNew: false, []);
        }

        var entry = QuarantineRules.EntryOf(message, id, timeProvider.GetUtcNow());
        var slot = await StorePayloadAsync(id, message.Payload);
        var (next, dropped) = QuarantineRules.Add(stored.State, new StoredEntry(entry, slot), limits);
        await StoreAsync(next);
        await ClearSlotsAsync();
        return new QuarantineAddition(entry, IsNew: true, dropped);
    }

    public Task<QuarantineList> GetAsync() =>
        Task.FromResult(new QuarantineList(stored.State.Entries.ConvertAll(entry => entry.Entry), stored.State.Dropped));

    public Task<int> CountAsync() => Task.FromResult(stored.State.Entries.Count);

    public async Task<QuarantineContent?> FindAsync(string id) =>
        Find(id) is { } known && await Slot(known.Slot).GetAsync(id) is { } payload ? new QuarantineContent(known.Entry, payload) : null;

    public async Task<QuarantineEntry?> NoteFailedReplayAsync(string id, string reason)
    {
        if (Find(id) is not { } known)
            return null;
        await StoreAsync(QuarantineRules.FailedAgain(stored.State, known, reason, tries: 1));
        return Find(id)!.Entry;
    }

    public async Task<bool> RemoveAsync(string id)
    {
        if (Find(id) is not { } known)
            return false;
        await StoreAsync(QuarantineRules.Remove(stored.State, known));
        await ClearSlotsAsync();
        return true;
    }

    public (string? LocationId, string? Target) AuditTarget(string action, IInvokable call)
    {
        var id = call.GetArgument(0) as string;
        return (id is null ? null : Find(id)?.Entry.LocationId, id);
    }

    public Task<string?> DescribeAsync(string action, IInvokable call, object? result) =>
        Task.FromResult(call.GetArgument(0) is string id ? AuditText.Of(Find(id)?.Entry) : null);

    /// <summary>Stores a payload in a free slot. A slot with an unreadable state is skipped.</summary>
    private async Task<int> StorePayloadAsync(string id, byte[] payload)
    {
        var slots = QuarantineRules.FreeSlots(stored.State, SlotsTried);
        foreach (var slot in slots.SkipLast(1))
        {
            try
            {
                await Slot(slot).SetAsync(id, payload);
                return slot;
            }
            catch (Exception error)
            {
                Log.SlotFailed(logger, slot, error.Message);
            }
        }

        await Slot(slots[^1]).SetAsync(id, payload);
        return slots[^1];
    }

    private StoredEntry? Find(string id) => stored.State.Entries.Find(entry => entry.Entry.Id == id);

    private IQuarantineSlotGrain Slot(int number) => GrainFactory.GetGrain<IQuarantineSlotGrain>(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>
    /// Clears payloads without an entry. Payloads that can't be cleared now stay on the list for the next time; the entries are already stored.
    /// </summary>
    private async Task ClearSlotsAsync()
    {
        var cleared = stored.State.ToClear;
        foreach (var slot in stored.State.ToClear)
        {
            try
            {
                await Slot(slot).ClearAsync();
            }
            catch (Exception error)
            {
                cleared = cleared.Remove(slot);
                Log.NotCleared(logger, slot, error.Message);
            }
        }

        // In memory only: the next write stores it. Until then a restart clears the same slots again.
        stored.State = stored.State with { ToClear = stored.State.ToClear.RemoveRange(cleared) };
    }

    /// <summary>Stores the list. After a failed write the stored state is unknown: the next activation reads it.</summary>
    private async Task StoreAsync(QuarantineState state)
    {
        try
        {
            stored.State = state with { Schema = QuarantineState.CurrentSchema };
            await stored.WriteStateAsync();
            _alarms.Offer(QuarantineConditions.Of(stored.State.Entries.Count));
        }
        catch (Exception error)
        {
            DeactivateOnIdle();
            Log.NotStored(logger, error.Message);
            throw new StoreUnavailableException("The store did not confirm the change of the quarantine; try again.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "The number of messages in quarantine is not reported yet: {Reason}")]
        public static partial void NotReported(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The quarantine is not stored: {Reason}")]
        public static partial void NotStored(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Slot {Slot} of the quarantine can't be used; another one is taken: {Reason}")]
        public static partial void SlotFailed(ILogger logger, int slot, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The payload in slot {Slot} of the quarantine is not cleared yet: {Reason}")]
        public static partial void NotCleared(ILogger logger, int slot, string reason);
    }
}
