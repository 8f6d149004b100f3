using LiveParking.StoreTests.Stores;

namespace LiveParking.StoreTests.History;

public sealed class EmbeddedHistoryTests() : HistoryChunksContract(new EmbeddedStoreUnderTest());
