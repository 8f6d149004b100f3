using LiveParking.Grains.Audit;
using LiveParking.Grains.Hosting;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Serialization.Invocation;

namespace LiveParking.Grains.Alarms;

/// <summary>Keeps the limits of locations and groups. Reentrant, so that silos which ask never wait for a store write.</summary>
[GrainType("alarm-limits"), Reentrant]
internal sealed class AlarmLimitsGrain(
    [PersistentState("alarm-limits", StorageNames.Parking)] IPersistentState<AlarmLimitsState> stored,
    TimeProvider timeProvider,
    ILogger<AlarmLimitsGrain> logger) : Grain, IAlarmLimitsGrain, IAuditedGrain
{
    private CoalescedState<AlarmLimitsState> _state = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        OnlyKey.Require(this, IAlarmLimitsGrain.Key);
        StoredSchema.Require(stored.State.Schema, AlarmLimitsState.CurrentSchema, IAlarmLimitsGrain.Key);
        _state = new CoalescedState<AlarmLimitsState>(new PersistentUnit<AlarmLimitsState>(stored), timeProvider, logger);
        return Task.CompletedTask;
    }

    public Task<AlarmLimitsList?> GetAsync(long knownVersion) =>
        Task.FromResult(_state.Newest.Version == knownVersion ? null : AlarmLimitsRules.ListOf(_state.Newest));

    public async Task<ScopedAlarmLimits> SetAsync(ScopedAlarmLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        AlarmLimitsRules.Require(limits);
        await _state.ChangeAsync(state => AlarmLimitsRules.With(state, limits.Scope, limits.Name, limits.Limits), DeactivateOnIdle);
        return limits;
    }

    public async Task<bool> RemoveAsync(AlarmLimitsScope scope, string name)
    {
        var isThere = AlarmLimitsRules.Find(_state.Newest, scope, name) is not null;
        await _state.ChangeAsync(state => AlarmLimitsRules.With(state, scope, name, null), DeactivateOnIdle);
        return isThere;
    }

    public (string? LocationId, string? Target) AuditTarget(string action, IInvokable call) => TargetOf(call) switch
    {
        (AlarmLimitsScope.Location, var name) => (name, name),
        (_, var name) => (null, name),
        null => (null, null),
    };

    public Task<string?> DescribeAsync(string action, IInvokable call, object? result) => Task.FromResult(
        TargetOf(call) is var (scope, name) ? AuditText.Of(AlarmLimitsRules.Find(_state.Newest, scope, name)) : null);

    private static (AlarmLimitsScope Scope, string Name)? TargetOf(IInvokable call) => call.GetArgument(0) switch
    {
        ScopedAlarmLimits limits => (limits.Scope, limits.Name),
        AlarmLimitsScope scope when call.GetArgument(1) is string name => (scope, name),
        _ => null,
    };
}
