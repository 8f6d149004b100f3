using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace LiveParking.Grains.Audit;

/// <summary>A chunk of a period.</summary>
[GrainType("audit-chunk"), Reentrant]
internal sealed class AuditChunkGrain(
    [PersistentState("entries", StorageNames.Parking)] IPersistentState<AuditChunkState> stored,
    TimeProvider timeProvider,
    ILogger<AuditChunkGrain> logger) : Grain, IAuditChunkGrain
{
    private CoalescedState<AuditChunkState> _state = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        StoredSchema.Require(stored.State.Schema, AuditChunkState.CurrentSchema, this.GetPrimaryKeyString());
        _state = new CoalescedState<AuditChunkState>(new PersistentUnit<AuditChunkState>(stored), timeProvider, logger);
        return Task.CompletedTask;
    }

    public Task SetAsync(IReadOnlyList<AuditEntry> entries) => ChangeAsync(state => state with { Entries = [.. entries] });

    public async Task<IReadOnlyList<string>> EndAsync(IReadOnlyList<AuditEnd> ends)
    {
        var here = ends.Where(end => _state.Newest.Entries.Exists(entry => entry.Id == end.Id)).ToList();
        if (here.Count > 0)
            await ChangeAsync(state => state with { Entries = here.Aggregate(state.Entries, AuditRules.End) });
        return [.. here.Select(end => end.Id)];
    }

    public Task<IReadOnlyList<AuditEntry>> GetAsync() => Task.FromResult<IReadOnlyList<AuditEntry>>(_state.Newest.Entries);

    public Task ForgetAsync() => ChangeAsync(_ => new AuditChunkState());

    private Task ChangeAsync(Func<AuditChunkState, AuditChunkState> change) =>
        _state.ChangeAsync(state => change(state) with { Schema = AuditChunkState.CurrentSchema }, DeactivateOnIdle);
}
