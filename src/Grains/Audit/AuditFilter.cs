using System.Collections.Concurrent;
using System.Reflection;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Grains.Audit;

/// <summary>
/// Writes every call of an <see cref="AuditedAttribute">audited</see> grain method into the trail, whoever calls. The entry is stored before the call
/// runs, and the call is answered after its end is stored. So a change without an entry is impossible, and an entry without an end says that the process
/// died in between.
/// </summary>
internal sealed class AuditFilter(IGrainFactory grains, TimeProvider timeProvider) : IIncomingGrainCallFilter
{
    /// <summary>A client without a token: a program that calls grains.</summary>
    private static readonly AuditAuthor GrainClient = new("grain client");

    private readonly ConcurrentDictionary<MethodInfo, string?> _actions = new();

    /// <inheritdoc/>
    public Task Invoke(IIncomingGrainCallContext context) =>
        context.Grain is IAuditedGrain grain && ActionOf(context) is { } action ? AuditAsync(context, grain, action) : context.Invoke();

    private string? ActionOf(IIncomingGrainCallContext context) =>
        _actions.GetOrAdd(context.InterfaceMethod, static method => method.GetCustomAttribute<AuditedAttribute>()?.Action);

    private async Task AuditAsync(IIncomingGrainCallContext context, IAuditedGrain grain, string action)
    {
        var trail = grains.GetGrain<IAuditGrain>(IAuditGrain.Changes);
        var author = AuditAuthor.Current ?? (context.SourceId is { } source && source.IsClient() ? GrainClient : AuditAuthor.System);
        var (location, target) = grain.AuditTarget(action, context.Request);
        var entry = new AuditEntry(
            author.RequestId is { } request ? $"{request}-{action}" : Guid.NewGuid().ToString("N"),
            timeProvider.GetUtcNow(),
            action,
            author,
            AuditOutcome.Begun,
            location,
            target,
            Before: await grain.DescribeAsync(action, context.Request, result: null));
        await trail.AddAsync([entry]);
        try
        {
            await context.Invoke();
        }
        catch (Exception error)
        {
            var isRefused = error is ParkingException and not StoreUnavailableException;
            await trail.EndAsync([End(entry, isRefused ? AuditOutcome.Refused : AuditOutcome.Failed, (error as ParkingException)?.Code ?? "internal-error", null)]);
            throw;
        }

        await trail.EndAsync([End(entry, AuditOutcome.Done, null, await grain.DescribeAsync(action, context.Request, context.Result))]);
    }

    private AuditEnd End(AuditEntry entry, AuditOutcome outcome, string? reason, string? after) =>
        new(entry.Id, entry.At, timeProvider.GetUtcNow(), outcome, reason, after);
}
