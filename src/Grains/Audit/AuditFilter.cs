using System.Collections.Concurrent;
using System.Reflection;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using Microsoft.Extensions.Logging;

namespace LiveParking.Grains.Audit;

/// <summary>
/// Writes every call of an <see cref="AuditedAttribute">audited</see> grain method into the trail, whoever calls. The entry is stored before the call
/// runs, and the call is answered after its end is stored. So a change without an entry is impossible, and an entry without an end says that the process
/// died in between.
/// </summary>
internal sealed partial class AuditFilter(IGrainFactory grains, TimeProvider timeProvider, ILogger<AuditFilter> logger) : IIncomingGrainCallFilter
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
            Before: await DescribeAsync(grain, action, context, result: null));
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

        await trail.EndAsync([End(entry, AuditOutcome.Done, null, await DescribeAsync(grain, action, context, context.Result))]);
    }

    /// <summary>What can't be described, because it is half removed for example, must still be possible to change.</summary>
    private async Task<string?> DescribeAsync(IAuditedGrain grain, string action, IIncomingGrainCallContext context, object? result)
    {
        try
        {
            return await grain.DescribeAsync(action, context.Request, result);
        }
        catch (Exception error)
        {
            Log.NotDescribed(logger, action, context.TargetId.ToString(), error.Message);
            return null;
        }
    }

    private AuditEnd End(AuditEntry entry, AuditOutcome outcome, string? reason, string? after) =>
        new(entry.Id, entry.At, timeProvider.GetUtcNow(), outcome, reason, after);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The audit trail does not say what {Grain} was before or after {Action}. {Reason}")]
        public static partial void NotDescribed(ILogger logger, string action, string grain, string reason);
    }
}
