namespace LiveParking.Occupancy.Servers;

/// <summary>A server to which phones are connected.</summary>
internal interface IOccupancyServer : IAsyncDisposable
{
    /// <summary>For the table.</summary>
    string Name { get; }

    /// <summary>Where phones connect.</summary>
    Uri Socket { get; }

    /// <summary>What a phone sends, one after the other, each after something has come; then it gets updates.</summary>
    IReadOnlyList<string> Greeting { get; }

    /// <summary>The process to which phones are connected.</summary>
    int Process { get; }

    /// <summary>Makes a new state known.</summary>
    /// <param name="number">Grows by one each time.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>With what phones are told it: <see cref="Phones.UpdateKey"/>.</returns>
    Task<long> PublishAsync(int number, CancellationToken cancel);
}
