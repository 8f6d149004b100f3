using System.Collections.Concurrent;
using System.Reflection;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using Polly;
using Polly.Retry;

namespace LiveParking.Gateway.Cluster;

/// <summary>
/// Every call of this gateway to a grain of the contract. A call to a silo that has been killed gets no answer; a method that is
/// <see cref="IdempotentAttribute"/> is then called again, on another silo by now. A cluster that does not answer becomes one kind of error
/// (<c>unavailable</c>). Calls of grains in this process pass unchanged.
/// </summary>
internal sealed partial class GrainCallFilter : IOutgoingGrainCallFilter
{
    /// <summary>How often an idempotent method is called again.</summary>
    private const int Repeats = 2;

    /// <summary>Timeout of an idempotent call with its repeats.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(13);

    private static readonly Assembly Contract = typeof(IdempotentAttribute).Assembly;

    private readonly ClusterLink _link;
    private readonly PlaceCache _places;
    private readonly TimeProvider _time;
    private readonly ILogger<GrainCallFilter> _logger;
    private readonly ResiliencePipeline _repeat;
    private readonly ConcurrentDictionary<MethodInfo, Repetition> _methods = new();

    public GrainCallFilter(ClusterLink link, PlaceCache places, TimeProvider time, ILogger<GrainCallFilter> logger)
    {
        (_link, _places, _time, _logger) = (link, places, time, logger);
        _repeat = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = Repeats,
                Delay = TimeSpan.Zero,
                ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Exception is { } exception && Unavailability.Is(exception)),
                OnRetry = retry =>
                {
                    LogRepeated(logger, retry.Outcome.Exception!.Message);
                    return default;
                },
            })
            .Build();
    }

    /// <inheritdoc/>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.SourceContext is not null || context.InterfaceMethod.DeclaringType?.Assembly != Contract)
        {
            await context.Invoke();
            return;
        }

        _link.RequireReached();
        try
        {
            if (_methods.GetOrAdd(context.InterfaceMethod, Repetition.Of).IsAllowed(context))
                await _repeat.ExecuteAsync(CallAsync, (context, _time.GetTimestamp())).AsTask().WaitAsync(Patience, _time);
            else
                await context.Invoke();
        }
        catch (Exception exception) when (exception is UnknownLocationException or UnknownLevelException)
        {
            _places.Forget(context.TargetId);
            throw;
        }
        catch (Exception exception) when (Unavailability.Is(exception))
        {
            LogUnavailable(_logger, exception);
            throw ApiErrors.Unavailable(Unavailability.Detail, exception);
        }
    }

    /// <summary>One try. The caller of a call that took too long has its answer: nothing may be done for it any more.</summary>
    private async ValueTask CallAsync((IOutgoingGrainCallContext Call, long Began) call, CancellationToken cancellationToken)
    {
        if (_time.GetElapsedTime(call.Began) >= Patience)
            throw new TimeoutException("The call took too long to be made again.");
        await call.Call.Invoke();
    }

    [LoggerMessage(LogLevel.Debug, "A call is made again: {Reason}")]
    private static partial void LogRepeated(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "The cluster did not answer a call.")]
    private static partial void LogUnavailable(ILogger logger, Exception exception);

    /// <summary>When a method may be called again.</summary>
    /// <param name="IsIdempotent">Whether it may at all.</param>
    /// <param name="Unless">The index of the argument with which it may not; -1 for none.</param>
    private sealed record Repetition(bool IsIdempotent, int Unless)
    {
        public static Repetition Of(MethodInfo method)
        {
            if (method.GetCustomAttribute<IdempotentAttribute>() is not { } idempotent)
                return new Repetition(false, -1);
            if (idempotent.Unless is not { } name)
                return new Repetition(true, -1);
            var unless = Array.FindIndex(method.GetParameters(), parameter => parameter.Name == name);
            return unless >= 0
                ? new Repetition(true, unless)
                : throw new InvalidOperationException($"[Idempotent] of {method.DeclaringType?.Name}.{method.Name} names a parameter '{name}', which the method does not have.");
        }

        public bool IsAllowed(IOutgoingGrainCallContext call) => IsIdempotent && (Unless < 0 || call.Request.GetArgument(Unless) is null);
    }
}
