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
/// Every call of this gateway to a grain of the contract. A call to a silo that has been killed gets no answer; a method that is
/// <see cref="IdempotentAttribute"/> is then called again, on another silo by now. A method with a long timeout of its own is called again after
/// the usual timeout already. A cluster that does not answer becomes one kind of error (<c>unavailable</c>). Calls of grains in this process pass
/// unchanged.
/// </summary>
internal sealed partial class GrainCallFilter : IOutgoingGrainCallFilter
{
    /// <summary>How often an idempotent method is called again.</summary>
    private const int Repeats = 2;

    /// <summary>Timeout of an idempotent call with its repeats.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(13);

    /// <summary>Timeout of the first try of a method with a longer timeout. By then the cluster knows that a silo is dead.</summary>
    private static readonly TimeSpan FirstTryTimeout = TimeSpan.FromSeconds(3);

    private static readonly Assembly Contract = typeof(IdempotentAttribute).Assembly;

    private readonly ClusterLink _link;
    private readonly PlaceCache _places;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<GrainCallFilter> _logger;
    private readonly ResiliencePipeline _repeat;
    private readonly ConcurrentDictionary<MethodInfo, Repetition> _methods = new();

    /// <summary>Whether the current call was made by this filter.</summary>
    private readonly AsyncLocal<bool> _isOwnCall = new();

    public GrainCallFilter(ClusterLink link, PlaceCache places, TimeProvider timeProvider, ILogger<GrainCallFilter> logger)
    {
        (_link, _places, _timeProvider, _logger) = (link, places, timeProvider, logger);
        _repeat = new ResiliencePipelineBuilder { TimeProvider = timeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = Repeats,
                Delay = TimeSpan.Zero,
                ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Exception is { } exception && Unavailability.Is(exception)),
                OnRetry = retry =>
                {
                    Log.Repeated(logger, retry.Outcome.Exception!.Message);
                    return default;
                },
            })
            .Build();
    }

    /// <inheritdoc/>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.SourceContext is not null || context.InterfaceMethod.DeclaringType?.Assembly != Contract || _isOwnCall.Value)
        {
            await context.Invoke();
            return;
        }

        _link.RequireReached();
        try
        {
            var repetition = _methods.GetOrAdd(context.InterfaceMethod, Repetition.Of);
            if (repetition.IsAllowed(context))
            {
                Func<(IOutgoingGrainCallContext, long), CancellationToken, ValueTask> call = repetition.HasOwnTimeout ? CallAsOwnAsync : CallAsync;
                await _repeat.ExecuteAsync(call, (context, _timeProvider.GetTimestamp())).AsTask().WaitAsync(Timeout, _timeProvider);
            }
            else
            {
                await context.Invoke();
            }
        }
        catch (Exception exception) when (exception is UnknownLocationException or UnknownLevelException)
        {
            _places.Forget(context.TargetId);
            throw;
        }
        catch (Exception exception) when (Unavailability.Is(exception))
        {
            Log.Unavailable(_logger, exception);
            throw ApiErrors.Unavailable(Unavailability.Detail, exception);
        }
    }

    /// <summary>One try. It ends with the client's response timeout.</summary>
    private async ValueTask CallAsync((IOutgoingGrainCallContext Call, long Began) call, CancellationToken cancellationToken)
    {
        RequireWaiting(call.Began);
        await call.Call.Invoke();
    }

    /// <summary>
    /// One try as a call of its own, because the context of a call can't be used again before its answer or timeout. The first try ends after
    /// <see cref="FirstTryTimeout"/>, and so does one that follows it at once; a later one has the rest of <see cref="Timeout"/>. A late answer to an
    /// earlier try is ignored.
    /// </summary>
    private async ValueTask CallAsOwnAsync((IOutgoingGrainCallContext Call, long Began) call, CancellationToken cancellationToken)
    {
        var elapsed = RequireWaiting(call.Began);
        _isOwnCall.Value = true;
        call.Call.Request.SetTarget(new Target(call.Call.Grain));
        var answer = call.Call.Request.Invoke().AsTask();
        answer.Ignore();
        call.Call.Response = await answer.WaitAsync((elapsed < FirstTryTimeout / 2 ? FirstTryTimeout : Timeout) - elapsed, _timeProvider, cancellationToken);
        if (call.Call.Response.Exception is { } exception)
            ExceptionDispatchInfo.Throw(exception);
    }

    /// <summary>The caller of a call that took too long has its answer: nothing may be done for it any more.</summary>
    private TimeSpan RequireWaiting(long began) => _timeProvider.GetElapsedTime(began) is var elapsed && elapsed < Timeout
        ? elapsed
        : throw new TimeoutException("The call took too long to be made again.");

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "A call is made again: {Reason}")]
        public static partial void Repeated(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Warning, "The cluster did not answer a call.")]
        public static partial void Unavailable(ILogger logger, Exception exception);
    }

    /// <summary>When a method may be called again.</summary>
    /// <param name="IsIdempotent">Whether it may at all.</param>
    /// <param name="Unless">The index of the argument with which it may not; -1 for none.</param>
    /// <param name="HasOwnTimeout">Whether its response timeout is not the client's.</param>
    private sealed record Repetition(bool IsIdempotent, int Unless, bool HasOwnTimeout)
    {
        public static Repetition Of(MethodInfo method)
        {
            var hasOwnTimeout = method.GetCustomAttribute<ResponseTimeoutAttribute>() is not null;
            if (method.GetCustomAttribute<IdempotentAttribute>() is not { } idempotent)
                return new Repetition(false, -1, hasOwnTimeout);
            if (idempotent.Unless is not { } name)
                return new Repetition(true, -1, hasOwnTimeout);
            var unless = Array.FindIndex(method.GetParameters(), parameter => parameter.Name == name);
            return unless >= 0
                ? new Repetition(true, unless, hasOwnTimeout)
                : throw new InvalidOperationException($"[Idempotent] of {method.DeclaringType?.Name}.{method.Name} names a parameter '{name}', which the method does not have.");
        }

        public bool IsAllowed(IOutgoingGrainCallContext call) => IsIdempotent && (Unless < 0 || call.Request.GetArgument(Unless) is null);
    }

    /// <summary>Has a request call its method on a grain reference.</summary>
    private sealed class Target(object grain) : ITargetHolder
    {
        public object GetTarget() => grain;

        public object? GetComponent(Type componentType) => null;
    }
}
