using LiveParking.Gateway.Limits;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Readings;

/// <summary>The readings of one caller, until their level has answered.</summary>
/// <param name="lane">Where they wait.</param>
/// <param name="sender">Who sent them.</param>
/// <param name="readings">At least one.</param>
/// <param name="since">When they came, as a timestamp of the clock.</param>
internal sealed class WaitingReadings(LevelLane lane, ClientKey sender, IReadOnlyList<Reading> readings, long since)
{
    /// <summary>Where they wait.</summary>
    public LevelLane Lane => lane;

    /// <summary>Who sent them.</summary>
    public ClientKey Sender => sender;

    /// <summary>What is to be reported.</summary>
    public IReadOnlyList<Reading> Readings => readings;

    /// <summary>When they came.</summary>
    public long Since => since;

    /// <summary>What the caller waits for.</summary>
    public TaskCompletionSource<ReadingsAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Their place in the queue; null once they are in a call or dropped.</summary>
    public LinkedListNode<WaitingReadings>? Place { get; set; }
}
