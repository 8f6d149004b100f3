using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.ExceptionServices;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Polly;
using Polly.Retry;

namespace LiveParking.Gateway.Cluster;

/// <summary>
/// Filters every call from this gateway to a grain interface of Grains.Interfaces. A call to a silo that was killed gets no response. An
/// <see cref="IdempotentAttribute">idempotent</see> method is then retried; by that time Orleans has placed the grain on another silo. A method with
/// its own long <see cref="ResponseTimeoutAttribute"/> is first retried after <see cref="FirstAttemptTimeout"/>, not after that timeout. If the
/// cluster does not answer, the caller gets the error <c>unavailable</c>. Calls made by grains in this process are not filtered.
/// </summary>
internal sealed partial class GrainCallFilter : IOutgoingGrainCallFilter
{
    /// <summary>Maximum retries of an idempotent method.</summary>
    private const int MaxRetries = 2;

    /// <summary>Timeout of an idempotent call and its retries together.</summary>
    private static readonly TimeSpan TotalTimeout = TimeSpan.FromSeconds(13);

    /// <summary>Timeout of the first attempt of a method with a longer timeout. By then the cluster knows that a silo is dead.</summary>
    private static readonly TimeSpan FirstAttemptTimeout = TimeSpan.FromSeconds(3);

    private static readonly Assembly ContractAssembly = typeof(IdempotentAttribute).Assembly;

    private readonly ClusterLink _link;
    private readonly KnownIdCache _knownIds;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<GrainCallFilter> _logger;
    private readonly ResiliencePipeline _retry;
    private readonly ConcurrentDictionary<MethodInfo, RetryRule> _methods = new();

    /// <summary>Whether the current call is an attempt made by this filter.</summary>
    private readonly AsyncLocal<bool> _isRetryCall = new();

    public GrainCallFilter(ClusterLink link, KnownIdCache knownIds, TimeProvider timeProvider, ILogger<GrainCallFilter> logger)
    {
        (_link, _knownIds, _timeProvider, _logger) = (link, knownIds, timeProvider, logger);
        _retry = new ResiliencePipelineBuilder { TimeProvider = timeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = MaxRetries,
                Delay = TimeSpan.Zero,
                ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Exception is { } exception && Unavailability.Is(exception)),
                OnRetry = retry =>
                {
                    Log.Retrying(logger, retry.Outcome.Exception!.Message);
                    return default;
                },
            })
            .Build();
    }

    /// <inheritdoc/>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.SourceContext is not null || context.InterfaceMethod.DeclaringType?.Assembly != ContractAssembly || _isRetryCall.Value)
        {
            await context.Invoke();
            return;
        }

        _link.RequireReached();
        try
        {
            var rule = _methods.GetOrAdd(context.InterfaceMethod, RetryRule.Of);
            if (rule.IsAllowed(context))
            {
                Func<(IOutgoingGrainCallContext, long), CancellationToken, ValueTask> call = rule.HasOwnTimeout ? CallAsNewRequestAsync : CallAsync;
                await _retry.ExecuteAsync(call, (context, _timeProvider.GetTimestamp())).AsTask().WaitAsync(TotalTimeout, _timeProvider);
            }
            else
            {
                await context.Invoke();
            }
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

    /// <summary>One attempt. It ends with the client's response timeout.</summary>
    private async ValueTask CallAsync((IOutgoingGrainCallContext Context, long StartedAt) attempt, CancellationToken cancellationToken)
    {
        ThrowIfTimedOut(attempt.StartedAt);
        await attempt.Context.Invoke();
    }

    /// <summary>
    /// One attempt as a new request, because the context of a call can't be used again before its response or timeout. An attempt that starts in the
    /// first half of <see cref="FirstAttemptTimeout"/> ends when <see cref="FirstAttemptTimeout"/> has passed since the call began. A later one may use
    /// the rest of <see cref="TotalTimeout"/>. A late response to an earlier attempt is ignored.
    /// </summary>
    private async ValueTask CallAsNewRequestAsync((IOutgoingGrainCallContext Context, long StartedAt) attempt, CancellationToken cancellationToken)
    {
        var elapsed = ThrowIfTimedOut(attempt.StartedAt);
        _isRetryCall.Value = true;
        attempt.Context.Request.SetTarget(new Target(attempt.Context.Grain));
        var response = attempt.Context.Request.Invoke().AsTask();
        response.Ignore();
        attempt.Context.Response = await response.WaitAsync((elapsed < FirstAttemptTimeout / 2 ? FirstAttemptTimeout : TotalTimeout) - elapsed, _timeProvider, cancellationToken);
        if (attempt.Context.Response.Exception is { } exception)
            ExceptionDispatchInfo.Throw(exception);
    }

    /// <summary>Throws when the total timeout has passed: the caller has already got an error, so the call must not be sent again.</summary>
    private TimeSpan ThrowIfTimedOut(long startedAt) => _timeProvider.GetElapsedTime(startedAt) is var elapsed && elapsed < TotalTimeout
        ? elapsed
        : throw new TimeoutException("The call is not retried: its total timeout has passed.");

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Retrying a grain call: {Reason}")]
        public static partial void Retrying(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Warning, "The cluster did not answer a call.")]
        public static partial void Unavailable(ILogger logger, Exception exception);
    }

    /// <summary>When a method may be retried.</summary>
    /// <param name="IsIdempotent">Whether the method is idempotent.</param>
    /// <param name="UnlessArgument">Index of the argument that must be null for a retry; -1 for none.</param>
    /// <param name="HasOwnTimeout">Whether the method has its own [ResponseTimeout].</param>
    private sealed record RetryRule(bool IsIdempotent, int UnlessArgument, bool HasOwnTimeout)
    {
        public static RetryRule Of(MethodInfo method)
        {
            var hasOwnTimeout = method.GetCustomAttribute<ResponseTimeoutAttribute>() is not null;
            if (method.GetCustomAttribute<IdempotentAttribute>() is not { } idempotent)
                return new RetryRule(false, -1, hasOwnTimeout);
            if (idempotent.Unless is not { } name)
                return new RetryRule(true, -1, hasOwnTimeout);
            var unlessArgument = Array.FindIndex(method.GetParameters(), parameter => parameter.Name == name);
            return unlessArgument >= 0
                ? new RetryRule(true, unlessArgument, hasOwnTimeout)
                : throw new InvalidOperationException($"[Idempotent] of {method.DeclaringType?.Name}.{method.Name} names a parameter '{name}', which the method does not have.");
        }

        public bool IsAllowed(IOutgoingGrainCallContext call) => IsIdempotent && (UnlessArgument < 0 || call.Request.GetArgument(UnlessArgument) is null);
    }

    /// <summary>Makes a request invoke its method on the given grain reference.</summary>
    private sealed class Target(object grain) : ITargetHolder
    {
        public object GetTarget() => grain;

        public object? GetComponent(Type componentType) => null;
    }
}
