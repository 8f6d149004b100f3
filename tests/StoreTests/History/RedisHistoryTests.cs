using LiveParking.StoreTests.Stores;

namespace LiveParking.StoreTests.History;

public sealed class RedisHistoryTests() : HistoryChunksContract(new RedisUnderTest());
