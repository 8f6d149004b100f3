namespace LiveParking.StoreTests.Stores;

/// <summary>A store that a test may stop and start again; its data survives.</summary>
public interface IStoreUnderTest : IAsyncDisposable
{
    /// <summary>The same before and after a restart.</summary>
    string ConnectionString { get; }

    Task StartAsync();

    Task StopAsync();
}
