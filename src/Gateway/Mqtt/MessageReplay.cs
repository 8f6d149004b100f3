using System.Buffers;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Metrics;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Quarantine;

namespace LiveParking.Gateway.Mqtt;

/// <summary>Processes a message in quarantine again, as if it had just arrived.</summary>
internal sealed class MessageReplay(IClusterClient grains, MessageReader reader, LevelHealth levels, GatewayMeters meters, TimeProvider timeProvider)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Stores the readings of a message and removes it from quarantine. If that fails, it stays there with the new reason. A second replay at the
    /// same time has no second effect: readings count once.
    /// </summary>
    /// <param name="content">The message.</param>
    /// <returns>The results of its readings, as JSON.</returns>
    /// <exception cref="ApiException"><c>unavailable</c>: try again later; <c>replay-failed</c>: the message itself can't be processed.</exception>
    public async Task<ReadOnlyMemory<byte>> ReplayAsync(QuarantineContent content)
    {
        ReadOnlyMemory<byte> answer;
        try
        {
            answer = await ProcessAsync(content);
        }
        catch (Exception exception)
        {
            Count("failed");
            var reason = MessageIntake.Describe(exception);
            await grains.GetQuarantine().NoteFailedReplayAsync(content.Entry.Id, reason);
            throw exception is OperationCanceledException || ErrorMapping.From(exception).Status == StatusCodes.Status503ServiceUnavailable
                ? ApiErrors.Unavailable($"The message stays in quarantine: {reason}", exception)
                : ApiErrors.ReplayFailed($"The message stays in quarantine: {reason}", exception);
        }

        Count("stored");
        // Another replay may already have removed it.
        await grains.GetQuarantine().RemoveAsync(content.Entry.Id);
        return answer;
    }

    private async Task<ReadOnlyMemory<byte>> ProcessAsync(QuarantineContent content)
    {
        var message = reader.Read(content.Entry.Topic, new ReadOnlySequence<byte>(content.Payload));
        if (message.Batch is not { } batch)
            throw ApiErrors.ReplayFailed(message.IgnoredReason ?? "It holds no readings.");
        // Not cancelled when the client disconnects: once the readings are stored, the message must leave the quarantine.
        using var late = new CancellationTokenSource(Timeout, timeProvider);
        var answer = await message.Store(late.Token).WaitAsync(late.Token);
        if (message.Target.Level is { } level)
            levels.MarkWorking(level);
        if (batch.Results.All(result => result?.Outcome == ReadingOutcome.Rejected))
            throw ApiErrors.ReplayFailed($"All its readings are rejected: {batch.Results[0]?.Reason}");
        return answer;
    }

    private void Count(string outcome) => meters.QuarantineReplays.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
