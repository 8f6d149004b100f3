using LiveParking.Gateway.Limits;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Readings;

/// <summary>The readings of one caller, until their level has answered.</summary>
/// <param name="queue">Their queue.</param>
/// <param name="sender">Their sender.</param>
/// <param name="readings">At least one.</param>
/// <param name="since">Arrival time, as a timestamp of the clock.</param>
internal sealed class WaitingReadings(ReadingQueue queue, ClientKey sender, IReadOnlyList<Reading> readings, long since)
{
    /// <summary>Their queue.</summary>
    public ReadingQueue Queue => queue;

    /// <summary>Their sender.</summary>
    public ClientKey Sender => sender;

    /// <summary>The readings to report.</summary>
    public IReadOnlyList<Reading> Readings => readings;

    /// <summary>Arrival time.</summary>
    public long Since => since;

    /// <summary>Completes the caller's wait.</summary>
    public TaskCompletionSource<ReadingsAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Their node in the queue; null once they are in a call or dropped.</summary>
    public LinkedListNode<WaitingReadings>? Node { get; set; }
}
