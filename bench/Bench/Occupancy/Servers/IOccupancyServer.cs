using LiveParking.Bench.Measuring.Updates;
using LiveParking.Bench.Occupancy.Phones;

namespace LiveParking.Bench.Occupancy.Servers;

/// <summary>A server to which phones are connected.</summary>
internal interface IOccupancyServer : IAsyncDisposable
{
    /// <summary>For the table.</summary>
    string Name { get; }

    /// <summary>How phones connect to it.</summary>
    Entrance Entrance { get; }

    /// <summary>Its processes; the first is the one to which phones are connected.</summary>
    IReadOnlyList<int> Processes { get; }

    /// <summary>Publishes a new state.</summary>
    /// <param name="number">Grows by one each time.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The value by which phones recognise the state, and when it was sent.</returns>
    Task<SentUpdate> PublishAsync(int number, CancellationToken cancellationToken);
}
