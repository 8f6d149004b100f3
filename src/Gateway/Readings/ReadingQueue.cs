using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using LiveParking.Gateway.Limits;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Readings;

/// <summary>
/// The waiting readings of one level. Senders take turns, so that a sender with many readings delays the others by one call at most. Used under the
/// lock of <see cref="ReadingBatcher"/>.
/// </summary>
/// <param name="level">The level.</param>
internal sealed class ReadingQueue(LevelKey level)
{
    private readonly Dictionary<ClientKey, LinkedList<WaitingReadings>> _bySender = [];

    /// <summary>Senders with waiting readings; the first has the next turn.</summary>
    private readonly LinkedList<ClientKey> _turns = new();

    /// <summary>Readings that wait or are in the call, by sender.</summary>
    private readonly Dictionary<ClientKey, int> _readings = [];

    /// <summary>The level.</summary>
    public LevelKey Level => level;

    /// <summary>Readings that wait or are in the call.</summary>
    public int Readings { get; private set; }

    /// <summary>Whether a sender that already has waiting readings would exceed its share.</summary>
    public bool IsBeyondShare(ClientKey sender, int readings, int share) =>
        _readings.TryGetValue(sender, out var held) && held + readings > share;

    /// <summary>Adds readings of a sender to the count; a negative number removes completed ones.</summary>
    public void Count(ClientKey sender, int readings)
    {
        Readings += readings;
        ref var held = ref CollectionsMarshal.GetValueRefOrAddDefault(_readings, sender, out _);
        held += readings;
        if (held == 0)
            _readings.Remove(sender);
    }

    /// <summary>Queues readings behind those of the same sender.</summary>
    public void Add(WaitingReadings waiting)
    {
        if (!_bySender.TryGetValue(waiting.Sender, out var queue))
        {
            _bySender.Add(waiting.Sender, queue = new LinkedList<WaitingReadings>());
            _turns.AddLast(waiting.Sender);
        }

        waiting.Node = queue.AddLast(waiting);
    }

    /// <summary>Removes readings, wherever they are in the queue.</summary>
    /// <returns>Whether they were still waiting.</returns>
    public bool Remove(WaitingReadings waiting)
    {
        if (waiting.Node is not { List: { } queue } node)
            return false;
        waiting.Node = null;
        queue.Remove(node);
        if (queue.Count == 0)
        {
            _bySender.Remove(waiting.Sender);
            _turns.Remove(waiting.Sender);
        }

        return true;
    }

    /// <summary>
    /// Takes the oldest readings of the first sender in turn whose oldest readings fit, and moves that sender behind the others. A sender that is
    /// skipped because its readings do not fit keeps its turn.
    /// </summary>
    /// <param name="room">How many readings fit.</param>
    /// <param name="taken">The readings taken.</param>
    /// <returns>Whether there were any.</returns>
    public bool TryTake(int room, [NotNullWhen(true)] out WaitingReadings? taken)
    {
        for (var turn = _turns.First; turn is not null; turn = turn.Next)
        {
            if (_bySender[turn.Value].First!.Value is not { } oldest || oldest.Readings.Count > room)
                continue;
            _turns.Remove(turn);
            _turns.AddLast(turn);
            Remove(oldest);
            taken = oldest;
            return true;
        }

        taken = null;
        return false;
    }
}
