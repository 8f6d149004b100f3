using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace LiveParking.Grains.Audit;

/// <summary>A trail: a list of periods, each with a grain of its own. Reentrant so that entries which arrive during a store write share the next one.</summary>
[GrainType("audit"), Reentrant]
internal sealed partial class AuditGrain(
    [PersistentState("periods", StorageNames.Parking)] IPersistentState<AuditState> stored,
    IOptions<AuditOptions> options,
    TimeProvider timeProvider,
    ILogger<AuditGrain> logger) : Grain, IAuditGrain
{
    private CoalescedState<AuditState> _state = null!;
    private AuditPeriods _periods = null!;
    private bool _isForgetting;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        StoredSchema.Require(stored.State.Schema, AuditState.CurrentSchema, this.GetPrimaryKeyString());
        _periods = AuditPeriods.Of(this.GetPrimaryKeyString(), options.Value);
        _state = new CoalescedState<AuditState>(new PersistentUnit<AuditState>(stored), timeProvider, logger);
        return Task.CompletedTask;
    }

    public async Task AddAsync(IReadOnlyList<AuditEntry> entries)
    {
        var now = timeProvider.GetUtcNow();
        foreach (var period in entries.GroupBy(entry => _periods.At(entry.At)).Where(period => !_periods.IsOver(period.Key, now)))
        {
            // The list is stored first: an empty listed period does no harm, while one that is not listed would be lost.
            if (!_state.Newest.Periods.Contains(period.Key))
                await ChangeAsync(state => state.Periods.Contains(period.Key) ? state : state with { Periods = state.Periods.Add(period.Key).Sort() });
            await Period(period.Key).AddAsync([.. period]);
        }

        if (!_isForgetting && _state.Newest.Periods.Exists(period => _periods.IsOver(period, now)))
            _ = ForgetAsync(now);
    }

    public Task EndAsync(IReadOnlyList<AuditEnd> ends) => Task.WhenAll(ends
        .GroupBy(end => _periods.At(end.At))
        .Where(period => _state.Newest.Periods.Contains(period.Key))
        .Select(period => Period(period.Key).EndAsync([.. period])));

    public async Task<AuditPage> FindAsync(AuditQuery query)
    {
        if (query.Limit is < 1 or > AuditQuery.MaxLimit)
            throw new InvalidRequestException($"limit: 1 to {AuditQuery.MaxLimit} is needed.", "limit");
        var earliest = _periods.Earliest(timeProvider.GetUtcNow());
        query = query with { From = query.From > earliest ? query.From : earliest };
        var found = new List<AuditEntry>();
        var (first, last) = (_periods.At(query.From), _periods.At(query.After?.At ?? query.To));
        foreach (var period in _state.Newest.Periods.Where(period => period >= first && period <= last).Reverse())
        {
            found.AddRange(await Period(period).FindAsync(query));
            if (found.Count > query.Limit)
                break;
        }

        var page = found.Take(query.Limit).ToList();
        return new AuditPage(page, found.Count > query.Limit ? new AuditPosition(page[^1].At, page[^1].Id) : null);
    }

    /// <summary>Removes periods that are older than the trail is kept. One that can't be removed now is tried again with the next entry.</summary>
    private async Task ForgetAsync(DateTimeOffset now)
    {
        _isForgetting = true;
        try
        {
            foreach (var period in _state.Newest.Periods.Where(period => _periods.IsOver(period, now)).ToList())
            {
                await Period(period).ForgetAsync();
                await ChangeAsync(state => state with { Periods = state.Periods.Remove(period) });
            }
        }
        catch (Exception error)
        {
            Log.NotForgotten(logger, this.GetPrimaryKeyString(), error);
        }
        finally
        {
            _isForgetting = false;
        }
    }

    private Task ChangeAsync(Func<AuditState, AuditState> change) => _state.ChangeAsync(
        state => change(state) is var next && ReferenceEquals(next, state) ? state : next with { Schema = AuditState.CurrentSchema }, DeactivateOnIdle);

    private IAuditPeriodGrain Period(DateOnly period) =>
        GrainFactory.GetGrain<IAuditPeriodGrain>($"{this.GetPrimaryKeyString()}/{_periods.NameOf(period)}");

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Old entries of the audit trail {Trail} are not removed yet.")]
        public static partial void NotForgotten(ILogger logger, string trail, Exception error);
    }
}
