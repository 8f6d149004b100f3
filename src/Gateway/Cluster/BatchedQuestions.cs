namespace LiveParking.Gateway.Cluster;

/// <summary>
/// Asks which ids a group has. Each group has one call in progress at a time. Ids requested meanwhile go into the next call. So an answer is never
/// older than its request, and a flood of requests costs few calls. Groups do not wait for each other. Thread-safe.
/// </summary>
/// <param name="find">Asks a group which of these ids it has; must end in bounded time.</param>
internal sealed class BatchedQuestions(Func<string, IReadOnlyList<string>, Task<IReadOnlyList<string>>> find)
{
    /// <summary>Maximum ids in one call.</summary>
    private const int MaxIds = 1_000;

    private readonly Lock _lock = new();

    /// <summary>The waiting batches, by group. A group with a call in progress has an entry.</summary>
    private readonly Dictionary<string, Queue<Batch>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Whether a group has an id.</summary>
    public async Task<bool> AskAsync(string group, string id)
    {
        Task<IReadOnlySet<string>> answer;
        lock (_lock)
        {
            var isUnderWay = _waiting.TryGetValue(group, out var waiting);
            if (!isUnderWay)
                _waiting.Add(group, waiting = new Queue<Batch>());
            answer = Join(waiting!, id).Answer.Task;
            if (!isUnderWay)
                Start(group);
        }

        return (await answer).Contains(id);
    }

    private static Batch Join(Queue<Batch> waiting, string id)
    {
        // Only the last batch can have room.
        var batch = waiting.LastOrDefault();
        if (batch is null || batch.Ids.Count >= MaxIds)
            waiting.Enqueue(batch = new Batch());
        batch.Ids.Add(id);
        return batch;
    }

    /// <summary>Runs without the execution context of the first caller, such as its request.</summary>
    private void Start(string group)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            _ = Task.Run(() => RunAsync(group));
            return;
        }

        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(() => RunAsync(group));
    }

    private async Task RunAsync(string group)
    {
        while (TryTake(group, out var batch))
        {
            try
            {
                batch.Answer.SetResult((await find(group, [.. batch.Ids])).ToHashSet(StringComparer.Ordinal));
            }
            catch (Exception exception)
            {
                // All waiters of the batch get the exception.
                batch.Answer.SetException(exception);
            }
        }
    }

    private bool TryTake(string group, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Batch? batch)
    {
        lock (_lock)
        {
            if (_waiting[group].TryDequeue(out batch))
                return true;
            _waiting.Remove(group);
            return false;
        }
    }

    private sealed class Batch
    {
        public HashSet<string> Ids { get; } = new(StringComparer.Ordinal);

        public TaskCompletionSource<IReadOnlySet<string>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
