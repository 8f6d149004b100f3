using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace LiveParking.SystemTests.Clients;

/// <summary>
/// A gate that counts cars in, one reading at a time, each sent again until it is acknowledged, to one gateway after the other.
/// Since every reading is one car, the level shows as many cars as readings were taken, when none was lost and none counted twice.
/// </summary>
/// <param name="gateways">Where to send; the next one is tried when one fails.</param>
/// <param name="location">The location.</param>
/// <param name="level">The level.</param>
/// <param name="sensorId">Its own name.</param>
public sealed class Sensor(IReadOnlyList<Api> gateways, string location, string level, string sensorId)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>A gate does not wait longer for an answer; sending again has no second effect.</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(3);

    private readonly ConcurrentQueue<Acknowledgement> _acknowledged = new();
    private int _gateway;
    private int _made;

    /// <summary>The acknowledged readings so far, in order.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledged => [.. _acknowledged];

    /// <summary>The reading that was sent and not acknowledged yet.</summary>
    public SensorReading? Unanswered { get; private set; }

    /// <summary>The longest time from the first try of a reading to its acknowledgement.</summary>
    public TimeSpan MaxWait { get; private set; }

    /// <summary>Number of repeated sends.</summary>
    public int Failures { get; private set; }

    private string Path => $"/api/v1/locations/{location}/levels/{level}/readings";

    /// <summary>Counts one car in and comes back when that is acknowledged.</summary>
    /// <param name="cancellationToken">Ends the tries; the reading then stays <see cref="Unanswered"/>.</param>
    public async Task EnterAsync(CancellationToken cancellationToken = default)
    {
        Unanswered ??= new SensorReading($"{sensorId}-{++_made}", sensorId, TimeProvider.System.GetUtcNow());
        var started = Stopwatch.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await TrySendAsync(Unanswered) is { } acknowledgement)
            {
                _acknowledged.Enqueue(acknowledgement);
                var took = Stopwatch.GetElapsedTime(started);
                MaxWait = took > MaxWait ? took : MaxWait;
                Unanswered = null;
                return;
            }

            Assert.True(Stopwatch.GetElapsedTime(started) < Child.Timeout, $"Reading {Unanswered.Id} is not acknowledged, whatever is tried.");
            _gateway++;
            Failures++;
            await Task.Delay(Pause, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends entries, one after the other, until it is stopped; a reading in flight at that time may stay <see cref="Unanswered"/>.</summary>
    public async Task EnterUntilAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            await EnterAsync(stop);
    }

    /// <summary>Sends all acknowledged readings once more.</summary>
    /// <param name="elsewhere">Another system than the one that acknowledged them.</param>
    /// <returns>The outcomes, in order.</returns>
    public async Task<IReadOnlyList<string>> SendAgainAsync(Api? elsewhere = null)
    {
        List<string> outcomes = [];
        foreach (var some in _acknowledged.Select(acknowledged => acknowledged.Reading).Chunk(500))
        {
            var answer = (await (elsewhere ?? gateways[_gateway % gateways.Count]).PostAsync(Path, new { readings = some })).Require(HttpStatusCode.OK);
            outcomes.AddRange(answer.GetProperty("results").EnumerateArray().Select(Outcome));
        }

        return outcomes;
    }

    private static string Outcome(JsonElement result) => result.GetProperty("outcome").GetString()!;

    /// <summary>Null when it has to be sent again: no answer, or one that says that nothing is known.</summary>
    private async Task<Acknowledgement?> TrySendAsync(SensorReading reading)
    {
        using var timeout = new CancellationTokenSource(AnswerTimeout);
        try
        {
            var answer = await gateways[_gateway % gateways.Count].PostAsync(Path, new { readings = new[] { reading } }, timeout.Token);
            if ((int)answer.Status >= 500)
                return null;
            var json = answer.Require(HttpStatusCode.OK);
            var outcome = Outcome(Assert.Single(json.GetProperty("results").EnumerateArray()));
            Assert.True(outcome is "accepted" or "duplicate", $"Reading {reading.Id}: {answer.Text}");
            return new Acknowledgement(reading, outcome, json.GetProperty("status").GetProperty("version").GetInt64(), Stopwatch.GetTimestamp());
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or IOException)
        {
            return null;
        }
    }
}
