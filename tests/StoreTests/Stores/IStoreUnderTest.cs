namespace LiveParking.StoreTests.Stores;

/// <summary>A store that a test may stop and start again; its data survives.</summary>
public interface IStoreUnderTest : IAsyncDisposable
{
    /// <summary>The same before and after a restart.</summary>
    string ConnectionString { get; }

    /// <summary>Completes when what the store answered is on disk; null for a store that answers after that.</summary>
    Func<Task>? Flush { get; }

    Task StartAsync();

    Task StopAsync();
}
