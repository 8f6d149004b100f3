using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.ExceptionServices;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Polly;
using Polly.Hedging;
using Polly.Retry;

namespace LiveParking.Gateway.Cluster;

/// <summary>
/// Filters every call from this gateway to a grain interface of Grains.Interfaces. A call to a silo that was killed gets no response. An
/// <see cref="IdempotentAttribute">idempotent</see> method is then retried; by that time Orleans has placed the grain on another silo. A method with
/// its own <see cref="ResponseTimeoutAttribute"/> may be slow: it gets a second attempt beside the first one after <see cref="SecondAttemptAfter"/>,
/// and the first response counts. If the cluster does not answer, the caller gets the error <c>unavailable</c>. Calls made by grains in this process are
/// not filtered.
/// </summary>
internal sealed partial class GrainCallFilter : IOutgoingGrainCallFilter
{
    /// <summary>Maximum retries of an idempotent method.</summary>
    private const int MaxRetries = 2;

    /// <summary>Timeout of an idempotent call and its retries together.</summary>
    private static readonly TimeSpan TotalTimeout = TimeSpan.FromSeconds(13);

    /// <summary>When a method with its own timeout is called a second time. By then the cluster knows that a silo is dead.</summary>
    private static readonly TimeSpan SecondAttemptAfter = TimeSpan.FromSeconds(3);

    private static readonly Assembly ContractAssembly = typeof(IdempotentAttribute).Assembly;

    private readonly ClusterLink _link;
    private readonly KnownIdCache _knownIds;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<GrainCallFilter> _logger;
    private readonly ResiliencePipeline _retry;
    private readonly ResiliencePipeline<Response> _hedge;
    private readonly ConcurrentDictionary<MethodInfo, RetryRule> _methods = new();

    /// <summary>Whether the current call is an attempt made by this filter.</summary>
    private readonly AsyncLocal<bool> _isOwnAttempt = new();

    public GrainCallFilter(ClusterLink link, KnownIdCache knownIds, TimeProvider timeProvider, ILogger<GrainCallFilter> logger)
    {
        (_link, _knownIds, _timeProvider, _logger) = (link, knownIds, timeProvider, logger);
        _retry = new ResiliencePipelineBuilder { TimeProvider = timeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = MaxRetries,
                Delay = TimeSpan.Zero,
                ShouldHandle = outcome => ValueTask.FromResult(IsUnavailable(outcome.Outcome.Exception)),
                OnRetry = retry =>
                {
                    Log.Retrying(logger, retry.Outcome.Exception!.Message);
                    return default;
                },
            })
            .Build();
        _hedge = new ResiliencePipelineBuilder<Response> { TimeProvider = timeProvider }
            .AddHedging(new HedgingStrategyOptions<Response>
            {
                MaxHedgedAttempts = MaxRetries,
                Delay = SecondAttemptAfter,
                ShouldHandle = outcome => ValueTask.FromResult(IsUnavailable(outcome.Outcome.Exception)),
                OnHedging = hedging =>
                {
                    // Polly counts from 0, and not the first attempt.
                    Log.Hedging(logger, hedging.AttemptNumber + 2);
                    return default;
                },
            })
            .Build();
    }

    /// <inheritdoc/>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.SourceContext is not null || context.InterfaceMethod.DeclaringType?.Assembly != ContractAssembly || _isOwnAttempt.Value)
        {
            await context.Invoke();
            return;
        }

        _link.RequireReached();
        try
        {
            var rule = _methods.GetOrAdd(context.InterfaceMethod, RetryRule.Of);
            if (!rule.IsAllowed(context))
                await context.Invoke();
            else if (rule.HasOwnTimeout)
                context.Response = await _hedge.ExecuteAsync(CallAsNewRequestAsync, (context, _timeProvider.GetTimestamp())).AsTask().WaitAsync(TotalTimeout, _timeProvider);
            else
                await _retry.ExecuteAsync(CallAsync, (context, _timeProvider.GetTimestamp())).AsTask().WaitAsync(TotalTimeout, _timeProvider);
        }
        catch (Exception exception) when (exception is UnknownLocationException or UnknownLevelException)
        {
            _knownIds.Forget(context.TargetId);
            throw;
        }
        catch (Exception exception) when (Unavailability.Is(exception))
        {
            Log.Unavailable(_logger, exception);
            throw ApiErrors.Unavailable(Unavailability.Detail, exception);
        }
    }

    private static bool IsUnavailable(Exception? exception) => exception is not null && Unavailability.Is(exception);

    /// <summary>One attempt. It ends with the client's response timeout.</summary>
    private async ValueTask CallAsync((IOutgoingGrainCallContext Context, long StartedAt) attempt, CancellationToken cancellationToken)
    {
        ThrowIfTimedOut(attempt.StartedAt);
        await attempt.Context.Invoke();
    }

    /// <summary>
    /// One attempt as a new request, because the context of a call can't be used again before its response or timeout. It goes on beside a later one: a
    /// slow grain answers the first, and may have the second wait behind it.
    /// </summary>
    private async ValueTask<Response> CallAsNewRequestAsync((IOutgoingGrainCallContext Context, long StartedAt) attempt, CancellationToken cancellationToken)
    {
        ThrowIfTimedOut(attempt.StartedAt);
        _isOwnAttempt.Value = true;
        attempt.Context.Request.SetTarget(new Target(attempt.Context.Grain));
        var call = attempt.Context.Request.Invoke().AsTask();
        call.Ignore();
        // Polly waits for every attempt: those that are not needed any more are cancelled.
        var response = await call.WaitAsync(cancellationToken);
        if (response.Exception is { } exception)
            ExceptionDispatchInfo.Throw(exception);
        return response;
    }

    /// <summary>Throws when the total timeout has passed: the caller has already got an error, so the call must not be sent again.</summary>
    private void ThrowIfTimedOut(long startedAt)
    {
        if (_timeProvider.GetElapsedTime(startedAt) >= TotalTimeout)
            throw new TimeoutException("The call is not retried: its total timeout has passed.");
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Retrying a grain call: {Reason}")]
        public static partial void Retrying(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Debug, "Attempt {Attempt} of a grain call begins beside those that have no response yet")]
        public static partial void Hedging(ILogger logger, int attempt);

        [LoggerMessage(LogLevel.Warning, "The cluster did not answer a call.")]
        public static partial void Unavailable(ILogger logger, Exception exception);
    }

    /// <summary>When a method may be retried.</summary>
    /// <param name="IsIdempotent">Whether the method is idempotent.</param>
    /// <param name="ConditionArgument">Index of the argument that makes the call conditional unless it is null; -1 for none. A conditional call is not retried.</param>
    /// <param name="HasOwnTimeout">Whether the method has its own [ResponseTimeout].</param>
    private sealed record RetryRule(bool IsIdempotent, int ConditionArgument, bool HasOwnTimeout)
    {
        public static RetryRule Of(MethodInfo method)
        {
            var hasOwnTimeout = method.GetCustomAttribute<ResponseTimeoutAttribute>() is not null;
            if (method.GetCustomAttribute<IdempotentAttribute>() is not { } idempotent)
                return new RetryRule(false, -1, hasOwnTimeout);
            if (idempotent.Unless is not { } name)
                return new RetryRule(true, -1, hasOwnTimeout);
            var conditionArgument = Array.FindIndex(method.GetParameters(), parameter => parameter.Name == name);
            return conditionArgument >= 0
                ? new RetryRule(true, conditionArgument, hasOwnTimeout)
                : throw new InvalidOperationException($"[Idempotent] of {method.DeclaringType?.Name}.{method.Name} names a parameter '{name}', which the method does not have.");
        }

        public bool IsAllowed(IOutgoingGrainCallContext call) => IsIdempotent && (ConditionArgument < 0 || call.Request.GetArgument(ConditionArgument) is null);
    }

    /// <summary>Makes a request invoke its method on the given grain reference.</summary>
    private sealed class Target(object grain) : ITargetHolder
    {
        public object GetTarget() => grain;

        public object? GetComponent(Type componentType) => null;
    }
}
